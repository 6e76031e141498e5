package dev.terrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace deploy}. */
@Command(
    name = "deploy",
    description = {
      "Applies stacks in the order of their dependencies, independent ones at the same time, then"
          + " plans all of them again and reports whether anything still differs.",
      "With --local the simulated AWS is started and the state backend is made in it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:deployed, and a second plan finds nothing to change",
      "1:a stack failed, or still differs; the command that resumes is named",
      "2:wrong usage, or a configuration that cannot be used; nothing was started",
      "3:refused: what the bridge publishes would break its consumers; nothing was touched"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace deploy coder/production --local --yes",
      "  ./terrace deploy coder/production/network",
      "  ./terrace deploy 'coder/*' --parallel 2"
    })
final class DeployCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Option(names = "--all", description = "Show the outputs between stacks as well.")
  private boolean all;

  @Mixin private ParallelOption parallel;

  @Override
  public Integer call() {
    Consent consent = Consent.of(terrace.console(), yes, "deploy");
    Opening opened = Opening.of(terrace, local, targets.words());
    BridgeGuard.refuse(opened.synthesis().selection(), BridgeGuard.releases(terrace.project()));
    if (local.given()) {
      Backends.bootstrap(opened.estate(), opened.synthesis(), terrace);
    }
    return new Deployment(
            opened.estate(), opened.synthesis(), terrace.console(), terrace.interrupts(), consent)
        .run(parallel.count(), json, all);
  }
}

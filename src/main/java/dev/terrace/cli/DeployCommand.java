package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.actions.deploy.Deploy;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.project.DeployContext;
import dev.terrace.ui.Confirmation;
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
    Confirmation consent = Confirmation.of(terrace.console(), yes, "deploy");
    DeployContext opened = DeployContext.of(terrace.context(), local.given(), targets.words());
    ContractGuard.refuse(opened.synthesis().selection(), ContractGuard.releases(terrace.project()));
    if (local.given()) {
      StateBackends.bootstrap(opened.estate(), opened.synthesis(), terrace.context());
    }
    return new Deploy(
            opened.estate(), opened.synthesis(), terrace.console(), terrace.interrupts(), consent)
        .run(parallel.count(), json, all);
  }
}

package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.actions.deploy.Deploy;
import dev.terrace.actions.deploy.DeployResult;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.DeployPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
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
    RunContext run = terrace.context();
    Confirmation confirmation = Confirmation.of(run.ui(), yes, "deploy");
    DeployContext context = DeployContext.of(run, local.given(), targets.words());
    ContractGuard.refuse(context.synthesis().selection(), ContractGuard.releases(run.project()));
    if (local.given()) {
      StateBackends.bootstrap(context.target(), context.synthesis(), run);
    }
    DeployResult result =
        new Deploy(run, confirmation).run(new Deploy.Request(context, parallel.count()));
    DeployPrinter printer = new DeployPrinter(terrace.console());
    if (json) {
      printer.printJson(result, context.command("deploy"), all);
    } else {
      printer.print(result, context.command("deploy"), all);
    }
    return result.isClean() ? ExitCode.DONE : ExitCode.FAILED;
  }
}

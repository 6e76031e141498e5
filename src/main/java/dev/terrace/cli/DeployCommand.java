package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.actions.deploy.Deploy;
import dev.terrace.actions.deploy.DeployResult;
import dev.terrace.actions.deploy.DescribePlans;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.print.DeployPrinter;
import dev.terrace.print.PlanPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace deploy}. */
@Command(name = "deploy")
final class DeployCommand extends TargetCommand implements Callable<Integer> {
  @Mixin private YesOption yes;
  @Mixin private JsonOption json;

  @Option(names = "--all")
  private boolean all;

  @Option(names = "--with-data")
  private boolean withData;

  @Mixin private ParallelOption parallel;

  @Override
  public Integer call() {
    RunContext run = context();
    Confirmation confirmation = yes.consent(run.ui(), "deploy");
    DeployContext context = DeployContext.of(run, local(), targets());
    ContractGuard.refuse(context.synthesis().selection(), ContractGuard.releases(run.project()));
    StateBackends.bootstrapIfLocal(context, run);
    DeployResult result =
        new Deploy(run, confirmation, (stack, plan) -> show(context, stack, plan))
            .run(new Deploy.Request(context, parallel.count(), withData || local()));
    DeployPrinter.printNotes(
        result, context.command("deploy") + (withData ? " --with-data" : ""), console());
    json.print(
        console(),
        () -> DeployPrinter.asJson(result, all),
        () -> DeployPrinter.print(result, all, console()));
    if (result.isRefused()) {
      return ExitCode.REFUSED;
    }
    return result.isClean() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void show(DeployContext context, Stack stack, Plan plan) {
    DescribePlans describe = new DescribePlans(project(), context.synthesis());
    PlanPrinter.note(describe.of(stack, plan), console());
  }
}

package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.actions.check.CheckGuard;
import dev.terrace.actions.deploy.PlanStacks;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.print.PlanPrinter;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code terrace plan}. */
@Command(name = "plan")
final class PlanCommand extends ProjectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TARGET")
  private List<String> targets = List.of();

  @Mixin private LocalOption local;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    RunContext run = context();
    DeployContext context = DeployContext.of(run, local.given(), targets);
    ContractGuard.warn(run, context.synthesis().selection());
    CheckGuard.report(run, context.synthesis());
    StateBackends.bootstrapIfLocal(context, run);
    PlanStacks.Result result = new PlanStacks(run.ui()).run(new PlanStacks.Request(context));
    json.print(console(), result, PlanPrinter::asJson, PlanPrinter::print);
    if (result.stopped().isPresent()) {
      throw UserError.failed(result.stopped().get());
    }
    return result.hasChanges() ? ExitCode.CHANGES : ExitCode.DONE;
  }
}

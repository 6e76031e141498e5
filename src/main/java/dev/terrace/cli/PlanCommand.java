package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.bridge.ContractGuard;
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
@Command(
    name = "plan",
    description = {
      "Shows what a deploy would change, stack by stack.",
      "A stack that reads outputs of a stack that is not deployed yet cannot be planned;"
          + " the output names the stack to deploy first."
    },
    exitCodeList = {
      "0:no changes",
      "1:a stack cannot be planned",
      "2:wrong usage or invalid configuration; nothing was started",
      "4:changes"
    },
    footer = {
      "  ./terrace plan coder/production",
      "  ./terrace plan coder/production/data --local --json"
    })
final class PlanCommand extends ProjectCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TARGET",
      description = "SYSTEM/ENVIRONMENT[/LAYER] or a glob of those. Default: everything.")
  private List<String> targets = List.of();

  @Mixin private LocalOption local;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    RunContext run = context();
    DeployContext context = DeployContext.of(run, local.given(), targets);
    ContractGuard.warn(run, context.synthesis().selection());
    StateBackends.bootstrapIfLocal(context, run);
    PlanStacks.Result result = new PlanStacks(run.ui()).run(new PlanStacks.Request(context));
    json.print(
        console(), () -> PlanPrinter.asJson(result), () -> PlanPrinter.print(result, console()));
    if (result.stopped().isPresent()) {
      throw UserError.failed(result.stopped().get());
    }
    return result.hasChanges() ? ExitCode.CHANGES : ExitCode.DONE;
  }
}

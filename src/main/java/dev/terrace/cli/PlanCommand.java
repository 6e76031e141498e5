package dev.terrace.cli;

import dev.terrace.actions.affected.FindAffectedStacks;
import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.actions.check.CheckGuard;
import dev.terrace.actions.deploy.DescribePlans;
import dev.terrace.actions.deploy.PlanStacks;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.error.UserError;
import dev.terrace.print.PlanDocument;
import dev.terrace.print.PlanPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.report.PlanMarkdown;
import dev.terrace.report.PlanReport;
import dev.terrace.ui.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace plan}. */
@Command(name = "plan")
final class PlanCommand extends ProjectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TARGET")
  private List<String> targets = List.of();

  @Option(names = "--affected-by", paramLabel = "REF")
  private Optional<String> revision = Optional.empty();

  @Mixin private LocalOption local;
  @Mixin private ParallelOption parallel;

  @ArgGroup private Format format = new Format();

  private static final class Format {
    @Option(names = JsonOption.NAME)
    private boolean json;

    @Option(names = "--markdown")
    private boolean markdown;
  }

  @Override
  public Integer call() {
    RunContext run = context();
    DeployContext context = narrowed(DeployContext.of(run, local.given(), targets), run);
    if (!context.synthesis().stacks().isEmpty()) {
      ContractGuard.warn(run, context.synthesis().selection());
      CheckGuard.report(run, context.synthesis());
      StateBackends.bootstrapIfLocal(context, run);
    }
    PlanStacks.Result result =
        new PlanStacks(run.ui(), StackGuard.of(run.project(), local.given()))
            .run(new PlanStacks.Request(context, parallel.ofCores()));
    PlanReport report = new DescribePlans(run.project(), context.synthesis()).of(result);
    if (format.json) {
      JsonOption.print(console(), PlanDocument.of(report, result.stopped()));
    } else if (format.markdown) {
      String described = context.synthesis().selection().describe();
      String target = described.isEmpty() ? "every environment" : described;
      console().result(PlanMarkdown.of(report, target, context.command("plan")).stripTrailing());
    } else {
      PlanPrinter.print(report, console());
    }
    if (result.stopped().isPresent()) {
      throw UserError.failed(result.stopped().get());
    }
    return result.hasChanges() ? ExitCode.CHANGES : ExitCode.DONE;
  }

  /** The stacks that differ from the revision, where one is given. */
  private DeployContext narrowed(DeployContext whole, RunContext run) {
    if (revision.isEmpty()) {
      return whole;
    }
    FindAffectedStacks.Result found =
        new FindAffectedStacks(run)
            .run(new FindAffectedStacks.Request(whole.synthesis(), revision.get()));
    found.unknown().ifPresent(why -> run.ui().warn("all stacks count as affected: " + why));
    found.affected().forEach((stack, why) -> run.ui().note("affected: " + stack.id() + " " + why));
    if (found.affected().isEmpty()) {
      run.ui().note("no stack is affected by what differs from " + revision.get());
    }
    return new DeployContext(whole.target(), found.narrow(whole.synthesis()));
  }
}

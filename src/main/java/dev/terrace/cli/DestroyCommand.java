package dev.terrace.cli;

import dev.terrace.actions.deploy.Destroy;
import dev.terrace.actions.deploy.DestroyResult;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.cli.print.DestroyPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace destroy}. */
@Command(
    name = "destroy",
    description = {
      "Destroys stacks in reverse dependency order.",
      "If a stack has stateful resources (databases, file systems, buckets, tables,"
          + " secrets, keys …), the command refuses before it changes anything, unless you add"
          + " --with-data. It then removes deletion protection, final snapshots and recovery"
          + " windows first, and leaves nothing behind.",
      "--local implies --with-data.",
      "The state backend stays; see 'terrace backend teardown'."
    },
    exitCodeList = {
      "0:destroyed, or nothing to destroy",
      "1:a stack failed; the output names the command to resume",
      "2:wrong usage or invalid configuration; nothing was started",
      "3:refused: stateful resources without --with-data, or a stack that others still read"
    },
    footer = {
      "  ./terrace destroy coder/production --local --yes",
      "  ./terrace destroy coder/development/observability",
      "  ./terrace destroy coder/development --with-data"
    })
final class DestroyCommand extends TargetCommand implements Callable<Integer> {
  @Mixin private ParallelOption parallel;

  @Mixin private YesOption yes;

  @Option(names = "--with-data", description = "Also destroy stateful resources and their data.")
  private boolean withData;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    RunContext run = context();
    Confirmation confirmation = yes.consent(run.ui(), "destroy");
    DeployContext context = DeployContext.of(run, local(), targets());
    if (local() && !withData) {
      run.ui().note("--local runs against a simulation: --with-data is implied.");
    }
    DestroyResult result =
        new Destroy(run.ui(), confirmation)
            .run(new Destroy.Request(context, parallel.count(), withData || local()));
    String resume = context.command("destroy") + (withData && !local() ? " --with-data" : "");
    json.print(
        console(),
        () -> DestroyPrinter.asJson(result),
        () -> DestroyPrinter.print(result, console()));
    DestroyPrinter.printIncomplete(result, resume, console());
    return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
  }
}

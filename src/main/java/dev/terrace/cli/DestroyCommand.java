package dev.terrace.cli;

import dev.terrace.actions.deploy.Destroy;
import dev.terrace.actions.deploy.DestroyResult;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.DestroyPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:destroyed, or nothing to destroy",
      "1:a stack failed; the output names the command to resume",
      "2:wrong usage or invalid configuration; nothing was started",
      "3:refused: stateful resources without --with-data, or a stack that others still read"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace destroy coder/production --local --yes",
      "  ./terrace destroy coder/development/observability",
      "  ./terrace destroy coder/development --with-data"
    })
final class DestroyCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;
  @Mixin private ParallelOption parallel;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for confirmation.")
  private boolean yes;

  @Option(names = "--with-data", description = "Also destroy stateful resources and their data.")
  private boolean withData;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    RunContext run = terrace.context();
    Confirmation confirmation = Confirmation.of(run.ui(), yes, "destroy");
    DeployContext context = DeployContext.of(run, local.given(), targets.words());
    if (local.given() && !withData) {
      run.ui().note("--local runs against a simulation: --with-data is implied.");
    }
    DestroyResult result =
        new Destroy(run.ui(), confirmation)
            .run(new Destroy.Request(context, parallel.count(), withData || local.given()));
    String resume = context.command("destroy") + (withData && !local.given() ? " --with-data" : "");
    json.print(
        terrace.console(),
        () -> DestroyPrinter.asJson(result),
        () -> DestroyPrinter.print(result, terrace.console()));
    DestroyPrinter.printIncomplete(result, resume, terrace.console());
    return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
  }
}

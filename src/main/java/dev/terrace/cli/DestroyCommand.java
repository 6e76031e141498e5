package dev.terrace.cli;

import dev.terrace.actions.deploy.Destroy;
import dev.terrace.actions.deploy.DestroyResult;
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
      "Destroys stacks, those that read others' outputs first.",
      "Where a stack holds stateful resources (databases, file systems, buckets, tables, secrets,"
          + " keys …) it is refused before anything is touched, unless --with-data says that the"
          + " data may go. Then deletion protection, final snapshots, recovery windows and the like"
          + " are lifted first, and nothing is left behind.",
      "With --local, whose estate is a simulation, --with-data is implied.",
      "The state backend stays; see 'terrace backend teardown'."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:destroyed, or there was nothing",
      "1:a stack failed; the command that resumes is named",
      "2:wrong usage, or a configuration that cannot be used; nothing was started",
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
      description = "Do not ask.")
  private boolean yes;

  @Option(names = "--with-data", description = "Stateful resources, and what they hold, may go.")
  private boolean withData;

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

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
    DestroyPrinter printer = new DestroyPrinter(terrace.console());
    if (json) {
      printer.printJson(result, resume);
    } else {
      printer.print(result, resume);
    }
    return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
  }
}

package dev.terrace.cli;

import dev.terrace.actions.deploy.Destroy;
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
    Confirmation consent = Confirmation.of(terrace.console(), yes, "destroy");
    DeployContext opened = DeployContext.of(terrace.context(), local.given(), targets.words());
    if (local.given() && !withData) {
      terrace.console().note("The estate is a simulation: --with-data is implied.");
    }
    return new Destroy(
            opened.estate(),
            opened.synthesis(),
            terrace.console(),
            consent,
            withData || local.given())
        .run(parallel.count(), json);
  }
}

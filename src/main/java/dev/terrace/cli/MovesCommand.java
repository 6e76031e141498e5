package dev.terrace.cli;

import dev.terrace.actions.moves.MoveBetweenStacks;
import dev.terrace.actions.moves.WriteMoves;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.error.UserError;
import dev.terrace.moves.Pair;
import dev.terrace.print.MovesPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.Confirmation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace moves}. */
@Command(name = "moves")
final class MovesCommand extends TargetCommand implements Runnable {
  private static final String DEFAULT_DAYS = "180";

  @Mixin private JsonOption json;
  @Mixin private YesOption yes;

  @Option(names = "--between-stacks")
  private boolean betweenStacks;

  @Option(names = "--keep-days", paramLabel = "DAYS", defaultValue = DEFAULT_DAYS)
  private int keepDays;

  @Override
  public void run() {
    if (keepDays < 0) {
      throw UserError.usage("--keep-days must be 0 or more, got " + keepDays);
    }
    RunContext run = context();
    Optional<Confirmation> confirmation =
        betweenStacks
            ? Optional.of(yes.consent(run.ui(), "moves --between-stacks"))
            : Optional.empty();
    DeployContext context = DeployContext.of(run, local(), targets());
    WriteMoves.Result result =
        new WriteMoves(run.project(), run.ui())
            .run(new WriteMoves.Request(context, LocalDate.now(ZoneOffset.UTC), keepDays));
    List<Pair> moved =
        confirmation
            .map(given -> new MoveBetweenStacks(run.ui(), given, this::show))
            .map(action -> action.run(new MoveBetweenStacks.Request(context, result.elsewhere())))
            .map(MoveBetweenStacks.Result::moved)
            .orElse(List.of());
    json.print(
        console(),
        () -> MovesPrinter.asJson(result, moved),
        () -> MovesPrinter.print(result, moved, console()));
  }

  private void show(List<Pair> pairs) {
    pairs.forEach(each -> console().note(MovesPrinter.describe(each)));
  }
}

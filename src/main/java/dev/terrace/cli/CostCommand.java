package dev.terrace.cli;

import dev.terrace.actions.cost.EstimateCosts;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.print.CostPrinter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace cost}. */
@Command(name = "cost")
final class CostCommand extends ProjectCommand implements Runnable {
  @Parameters(paramLabel = "TARGET")
  private String target = "";

  @ArgGroup private View view;

  @Option(names = "--prices", paramLabel = "FILE")
  private Path prices;

  @Mixin private JsonOption json;

  private static final class View {
    @Option(names = "--compare", paramLabel = "TARGET")
    private String compare;

    @Option(names = "--options")
    private boolean options;

    @Option(names = "--beside", paramLabel = "FILE")
    private Path beside;

    EstimateCosts.View asked() {
      if (compare != null) {
        return new EstimateCosts.View.OtherEnvironment(compare);
      }
      if (beside != null) {
        return new EstimateCosts.View.Owners(beside);
      }
      return options ? new EstimateCosts.View.Options() : new EstimateCosts.View.Plain();
    }
  }

  @Override
  public void run() {
    EstimateCosts.Result result =
        new EstimateCosts(context())
            .run(
                new EstimateCosts.Request(
                    target,
                    Optional.ofNullable(prices),
                    view == null ? new EstimateCosts.View.Plain() : view.asked()));
    json.print(console(), result, CostPrinter::asJson, CostPrinter::print);
  }
}

package dev.terrace.cli;

import dev.terrace.actions.cost.EstimateCosts;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.print.CostPrinter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace cost}. */
@Command(
    name = "cost",
    description = {
      "Estimates the costs of a month by stack and resource, offline.",
      "From the synthesized stacks, the list prices in prices/aws.yaml, and the usage in"
          + " the environment's file. Resources without a known price are listed and are in no"
          + " sum."
    },
    footer = {
      "  ./terrace cost coder/production",
      "  ./terrace cost coder/development --compare coder/production",
      "  ./terrace cost orcha/prod --options",
      "  ./terrace cost alva/staging --beside docs/cost/alva-owners-estimate.yaml"
    })
final class CostCommand extends ProjectCommand implements Runnable {
  @Parameters(
      paramLabel = "TARGET",
      description = "SYSTEM/ENVIRONMENT[/LAYER], or a glob of those.")
  private String target = "";

  @ArgGroup private View view;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Price file. Default: prices/aws.yaml in the project.")
  private Path prices;

  @Mixin private JsonOption json;

  private static final class View {
    @Option(
        names = "--compare",
        paramLabel = "TARGET",
        description = "Show the difference to another environment, by kind of cost.")
    private String compare;

    @Option(names = "--options", description = "Show what each option of the system would add.")
    private boolean options;

    @Option(
        names = "--beside",
        paramLabel = "FILE",
        description = "Compare with another estimate and report differences.")
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
    json.print(
        console(),
        () -> CostPrinter.asJson(result),
        () -> CostPrinter.lines(result).forEach(console()::result));
  }
}

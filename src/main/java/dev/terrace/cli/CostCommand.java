package dev.terrace.cli;

import dev.terrace.actions.cost.EstimateCosts;
import dev.terrace.cli.print.CostPrinter;
import dev.terrace.terraform.Json;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code terrace cost}. */
@Command(
    name = "cost",
    description = {
      "Estimates what a month costs, by stack and resource, from the synthesized stacks, the list"
          + " prices in prices/aws.yaml, and the usage that the environment's file assumes. Asks"
          + " nothing of AWS. What has no known price is named, and is in no sum."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace cost coder/production",
      "  ./terrace cost coder/development --compare coder/production",
      "  ./terrace cost orcha/prod --options",
      "  ./terrace cost alva/staging --beside docs/cost/alva-owners-estimate.yaml"
    })
final class CostCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;

  @Parameters(
      paramLabel = "TARGET",
      description = "SYSTEM/ENVIRONMENT[/LAYER], or a glob of those.")
  private String target = "";

  @ArgGroup private View view;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "The file of prices. Default: the project's prices/aws.yaml.")
  private Path prices;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  private static final class View {
    @Option(
        names = "--compare",
        paramLabel = "TARGET",
        description = "The difference to another environment, by kind of cost.")
    private String compare;

    @Option(
        names = "--options",
        description = "What each option of the system would add to the environment's costs.")
    private boolean options;

    @Option(
        names = "--beside",
        paramLabel = "FILE",
        description = "Somebody else's estimate beside this one, and where theirs is off.")
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
  public Integer call() {
    EstimateCosts.Result result =
        new EstimateCosts(terrace.context())
            .run(
                new EstimateCosts.Request(
                    target,
                    Optional.ofNullable(prices),
                    view == null ? new EstimateCosts.View.Plain() : view.asked()));
    if (json) {
      terrace.console().result(Json.pretty(CostPrinter.asJson(result)).stripTrailing());
    } else {
      CostPrinter.lines(result).forEach(terrace.console()::result);
    }
    return ExitCode.DONE;
  }
}

package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.ConfigChange;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.cost.CostJson;
import dev.terrace.cost.CostReport;
import dev.terrace.cost.Estimate;
import dev.terrace.cost.OwnersEstimate;
import dev.terrace.cost.Prices;
import dev.terrace.error.UserError;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
  }

  @Override
  public Integer call() {
    View asked = view == null ? new View() : view;
    Prices list = readPrices();
    List<String> targets = asked.compare == null ? List.of(target) : List.of(target, asked.compare);
    Synthesis synthesis =
        Synthesis.make(terrace.project(), terrace.console(), targets, Synthesis::temporaryFolder);
    List<Estimate> estimates = estimates(synthesis, target, list);
    CostReport report = new CostReport(list);
    if (asked.compare != null) {
      Estimate other = single(estimates(synthesis, asked.compare, list), asked.compare);
      compare(report, list, single(estimates, target), other);
    } else if (asked.options) {
      options(report, list, synthesis, single(estimates, target));
    } else if (asked.beside != null) {
      beside(report, list, single(estimates, target), asked.beside);
    } else {
      print(report, list, estimates);
    }
    return ExitCode.DONE;
  }

  private Prices readPrices() {
    return prices == null
        ? Prices.read(terrace.project().home().resolve("prices/aws.yaml"), "prices/aws.yaml")
        : Prices.read(prices, prices.toString());
  }

  /** The estimates of the environments that a target names. */
  private static List<Estimate> estimates(Synthesis synthesis, String target, Prices prices) {
    Target parsed = Target.parse(target);
    List<Estimate> estimates = new ArrayList<>();
    for (Environment<?> environment : synthesis.selection().environments()) {
      if (parsed.matchesEnvironment(environment.id())) {
        estimates.add(estimate(synthesis, environment, parsed::matches, prices));
      }
    }
    return estimates;
  }

  private static Estimate estimate(
      Synthesis synthesis, Environment<?> environment, Predicate<StackId> chosen, Prices prices) {
    Map<StackId, StackFile> stacks = new LinkedHashMap<>();
    for (Stack stack : synthesis.stacks()) {
      if (stack.id().environment().equals(environment.id())) {
        stacks.put(stack.id(), stack.file());
      }
    }
    Prices.Region region;
    try {
      region = prices.in(environment.config().region());
    } catch (ConfigException e) {
      throw UserError.usage(environment.id() + ": " + e.getMessage());
    }
    return Estimate.of(environment.id(), stacks, chosen, environment.config().usage(), region);
  }

  private static Estimate single(List<Estimate> estimates, String target) {
    if (estimates.size() != 1) {
      throw UserError.usage(
          "target '"
              + target
              + "': must name one environment here; it names "
              + estimates.stream()
                  .map(estimate -> estimate.environment().toString())
                  .collect(Collectors.joining(", ")));
    }
    return estimates.get(0);
  }

  private void print(CostReport report, Prices list, List<Estimate> estimates) {
    if (json) {
      ObjectNode tree = Json.object();
      tree.set("prices", CostJson.prices(list));
      ArrayNode environments = tree.putArray("environments");
      estimates.forEach(estimate -> environments.add(CostJson.of(estimate)));
      print(tree);
      return;
    }
    for (int i = 0; i < estimates.size(); i++) {
      if (i > 0) {
        terrace.console().result("");
      }
      print(report.table(estimates.get(i)));
    }
  }

  private void compare(CostReport report, Prices list, Estimate one, Estimate other) {
    if (!json) {
      print(report.comparison(one, other));
      return;
    }
    ObjectNode tree = Json.object();
    tree.set("prices", CostJson.prices(list));
    ArrayNode environments = tree.putArray("environments");
    environments.add(CostJson.of(one)).add(CostJson.of(other));
    tree.set("difference", CostJson.difference(one, other, false));
    print(tree);
  }

  private void options(CostReport report, Prices list, Synthesis synthesis, Estimate as) {
    EnvironmentId id = as.environment();
    SystemDefinition<?> system = Systems.named(id.system());
    if (system.options().isEmpty()) {
      throw UserError.usage("the system " + id.system() + " declares no options");
    }
    Map<String, Estimate> changed = new LinkedHashMap<>();
    Map<String, String> impossible = new LinkedHashMap<>();
    Environments folder = new Environments(terrace.project().environments());
    for (ConfigChange change : system.options()) {
      try {
        Environment<?> environment = folder.read(id, system.configType(), List.of(change));
        Synthesis with =
            Synthesis.of(
                new Selection(List.of(environment), synthesis.selection().targets()),
                Synthesis.temporaryFolder());
        changed.put(
            change.toString(), estimate(with, environment, synthesis.selection()::includes, list));
      } catch (ConfigException e) {
        impossible.put(
            change.toString(),
            e.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
      }
    }
    if (!json) {
      print(report.options(as, changed, impossible));
      return;
    }
    ObjectNode tree = Json.object();
    tree.set("prices", CostJson.prices(list));
    tree.set("environment", CostJson.of(as));
    ObjectNode differences = tree.putObject("options");
    changed.forEach((name, with) -> differences.set(name, CostJson.difference(as, with, true)));
    ObjectNode not = tree.putObject("impossible");
    impossible.forEach(not::put);
    print(tree);
  }

  private void beside(CostReport report, Prices list, Estimate ours, Path file) {
    OwnersEstimate theirs = OwnersEstimate.read(file, file.toString());
    if (!theirs.environment().equals(ours.environment().toString())) {
      throw UserError.usage(
          file + ": is an estimate of " + theirs.environment() + ", not of " + ours.environment());
    }
    if (!json) {
      print(report.beside(ours, theirs));
      return;
    }
    ObjectNode tree = Json.object();
    tree.set("prices", CostJson.prices(list));
    tree.set("environment", CostJson.of(ours));
    ObjectNode amounts = tree.putObject("owners");
    theirs.amounts().forEach((kind, amount) -> amounts.put(kind.toString(), amount));
    print(tree);
  }

  private void print(List<String> lines) {
    lines.forEach(terrace.console()::result);
  }

  private void print(ObjectNode tree) {
    terrace.console().result(Json.pretty(tree).stripTrailing());
  }
}

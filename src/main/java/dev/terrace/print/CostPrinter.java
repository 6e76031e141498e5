package dev.terrace.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.cost.EstimateCosts.Result;
import dev.terrace.cost.CostComparison;
import dev.terrace.cost.CostJson;
import dev.terrace.cost.CostReport;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;
import java.util.ArrayList;
import java.util.List;

/** Estimates, for people and for scripts. */
public final class CostPrinter {
  private CostPrinter() {}

  public static void print(Result result, Console console) {
    lines(result).forEach(console::result);
  }

  private static List<String> lines(Result result) {
    CostReport report = new CostReport(result.prices());
    if (result instanceof Result.Comparison two) {
      return new CostComparison(two.prices()).environments(two.one(), two.other());
    }
    if (result instanceof Result.Options options) {
      return report.options(options.unchanged(), options.changed(), options.impossible());
    }
    if (result instanceof Result.Owners owners) {
      return new CostComparison(owners.prices()).owners(owners.ours(), owners.theirs());
    }
    List<String> lines = new ArrayList<>();
    ((Result.Plain) result)
        .estimates()
        .forEach(
            estimate -> {
              if (!lines.isEmpty()) {
                lines.add("");
              }
              lines.addAll(report.table(estimate));
            });
    return lines;
  }

  public static ObjectNode asJson(Result result) {
    ObjectNode tree = Json.object();
    tree.set("prices", CostJson.prices(result.prices()));
    if (result instanceof Result.Comparison two) {
      ArrayNode environments = tree.putArray("environments");
      environments.add(CostJson.of(two.one())).add(CostJson.of(two.other()));
      tree.set("difference", CostJson.difference(two.one(), two.other(), false));
    } else if (result instanceof Result.Options options) {
      tree.set("environment", CostJson.of(options.unchanged()));
      ObjectNode differences = tree.putObject("options");
      options
          .changed()
          .forEach(
              (name, with) ->
                  differences.set(name, CostJson.difference(options.unchanged(), with, true)));
      ObjectNode impossible = tree.putObject("impossible");
      options.impossible().forEach(impossible::put);
    } else if (result instanceof Result.Owners owners) {
      tree.set("environment", CostJson.of(owners.ours()));
      ObjectNode amounts = tree.putObject("owners");
      owners.theirs().amounts().forEach((kind, amount) -> amounts.put(kind.toString(), amount));
    } else {
      ArrayNode environments = tree.putArray("environments");
      ((Result.Plain) result)
          .estimates()
          .forEach(estimate -> environments.add(CostJson.of(estimate)));
    }
    return tree;
  }
}

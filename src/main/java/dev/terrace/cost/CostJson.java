package dev.terrace.cost;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Map;

/** Estimates as JSON: every resource, amounts with two decimals, null for unknown ones. */
public final class CostJson {
  private CostJson() {}

  public static ObjectNode prices(Prices prices) {
    ObjectNode tree =
        Json.object()
            .put("file", prices.file())
            .put("collected", prices.collected().toString())
            .put("currency", prices.currency());
    ArrayNode notCounted = tree.putArray("notCounted");
    prices.notCounted().forEach(notCounted::add);
    return tree;
  }

  public static ObjectNode of(Estimate estimate) {
    ObjectNode tree =
        Json.object()
            .put("environment", estimate.environment().toString())
            .put("region", estimate.region());
    ObjectNode usage = tree.putObject("usage");
    estimate.usage().byKey().forEach(usage::put);
    ArrayNode stacks = tree.putArray("stacks");
    estimate
        .byStack()
        .forEach(
            (id, lines) -> {
              ObjectNode stack = stacks.addObject().put("stack", id.toString());
              sum(stack, lines);
              ArrayNode costs = stack.putArray("costs");
              for (Line line : lines) {
                costs
                    .addObject()
                    .put("resource", line.resource())
                    .put("type", line.type())
                    .put("kind", line.kind().toString())
                    .put("what", line.what())
                    .put("amount", line.isKnown() ? Money.rounded(line.amount()) : null)
                    .put("missingPrice", line.missingPrice())
                    .put("unknown", line.unknown());
              }
            });
    ObjectNode kinds = tree.putObject("kinds");
    estimate.byKind().forEach((kind, lines) -> sum(kinds.putObject(kind.toString()), lines));
    sum(tree.putObject("total"), estimate.lines());
    ArrayNode unconfirmed = tree.putArray("unconfirmedPrices");
    estimate.unconfirmed().forEach(unconfirmed::add);
    return tree;
  }

  /**
   * The difference of two estimates, by kind and in total.
   *
   * @param sameEnvironment whether both are of one environment, changed in one place
   */
  public static ObjectNode difference(Estimate one, Estimate other, boolean sameEnvironment) {
    ObjectNode tree = Json.object();
    ObjectNode kinds = tree.putObject("kinds");
    Map<CostKind, List<Line>> ones = one.byKind();
    Map<CostKind, List<Line>> others = other.byKind();
    for (CostKind kind : CostKind.values()) {
      List<Line> before = ones.getOrDefault(kind, List.of());
      List<Line> after = others.getOrDefault(kind, List.of());
      if (!before.isEmpty() || !after.isEmpty()) {
        put(
            kinds.putObject(kind.toString()),
            CostDifference.between(before, after, sameEnvironment));
      }
    }
    put(
        tree.putObject("total"),
        CostDifference.between(one.lines(), other.lines(), sameEnvironment));
    return tree;
  }

  private static void put(ObjectNode tree, CostDifference difference) {
    tree.put("amount", Money.rounded(difference.known()));
    tree.put("complete", difference.isComplete());
  }

  private static void sum(ObjectNode tree, List<Line> lines) {
    tree.put("amount", Money.rounded(Estimate.sum(lines)));
    tree.put("unknown", lines.stream().filter(line -> !line.isKnown()).count());
  }
}

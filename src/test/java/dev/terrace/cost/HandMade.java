package dev.terrace.cost;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.SystemConfig;
import dev.terrace.config.Usage;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Stacks, prices and estimates for the tests of costs. */
final class HandMade {
  static final EnvironmentId SHOP = new EnvironmentId("shop", "test");

  private HandMade() {}

  /**
   * @param resources the value of {@code resource} in a stack's JSON, with single quotes for double
   *     ones
   */
  static StackFile stack(String resources) {
    return StackFile.of(Json.parse("{\"resource\": {" + resources.replace('\'', '"') + "}}"));
  }

  static Prices prices(String text) {
    try {
      Path file = Files.createTempFile("prices", ".yaml");
      Files.writeString(file, text);
      return Prices.read(file, "prices.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Prices fixture() {
    return Prices.read(Fixtures.PRICES, Fixtures.PRICES.toString());
  }

  /** Types of resources that are neither priced nor known to be free. */
  static Set<String> unknownTypes(Synthesized environment) {
    Set<String> unknown = new TreeSet<>();
    for (Stack stack : environment.stacks()) {
      StackFile.of(stack.tree()).resourcesByType().keySet().stream()
          .filter(type -> !Types.isKnown(type))
          .forEach(unknown::add);
    }
    return unknown;
  }

  static Estimate estimate(Synthesized synthesized, Prices prices) {
    EnvironmentId id = synthesized.environment().id();
    SystemConfig config = synthesized.environment().config();
    Map<StackId, StackFile> stacks = new LinkedHashMap<>();
    for (Stack stack : synthesized.stacks()) {
      stacks.put(id.stack(stack.layer()), StackFile.of(stack.tree()));
    }
    return Estimate.of(id, stacks, stack -> true, config.usage(), prices.in(config.region()));
  }

  /** A region {@code here} that has these prices and no other. */
  static Prices.Region region(Map<String, String> prices) {
    StringBuilder text =
        new StringBuilder(
            """
            collected: "2026-01-02"
            currency: USD
            regions: [here]
            prices:
            """);
    prices.forEach(
        (key, amount) ->
            text.append("  ")
                .append(key)
                .append(": {unit: x, source: https://aws.amazon.com/x, usd: {here: ")
                .append(amount)
                .append("}}\n"));
    return prices(text.toString()).in("here");
  }

  static Estimate estimate(Usage usage, Prices.Region prices, String... stacks) {
    Map<StackId, StackFile> files = new LinkedHashMap<>();
    for (int i = 0; i < stacks.length; i++) {
      files.put(SHOP.stack("layer" + (i + 1)), stack(stacks[i]));
    }
    return Estimate.of(SHOP, files, stack -> true, usage, prices);
  }

  /** Nothing but what one key says; the others are zero. */
  static Usage only(Map<String, Integer> values) {
    List<Integer> all =
        Usage.assumed().byKey().keySet().stream()
            .map(key -> values.getOrDefault(key, key.equals("containerInsightsMetrics") ? null : 0))
            .collect(
                java.util.ArrayList::new, java.util.ArrayList::add, java.util.ArrayList::addAll);
    return new Usage(
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        all.get(4),
        all.get(5),
        all.get(6),
        all.get(7),
        all.get(8),
        all.get(9),
        all.get(10),
        all.get(11),
        all.get(12),
        all.get(13),
        all.get(14),
        all.get(15));
  }
}

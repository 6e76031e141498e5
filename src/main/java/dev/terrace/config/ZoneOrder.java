package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts zones in the order of their names, with the subnets of each. What is built in the first zone
 * alone, such as the only NAT gateway, stays there if the file lists the zones in another order.
 */
final class ZoneOrder {
  private ZoneOrder() {}

  /**
   * @param config valid, so that each list of subnets has a block for each zone
   */
  static void sort(ObjectNode config) {
    if (!(config.get("zones") instanceof ArrayNode zones)) {
      return;
    }
    List<Integer> order =
        IntStream.range(0, zones.size())
            .boxed()
            .sorted(Comparator.comparing(i -> zones.get(i).asText()))
            .toList();
    config.set("zones", permuted(zones, order));
    if (config.get("network") instanceof ObjectNode network) {
      network
          .properties()
          .forEach(
              entry -> {
                if (entry.getKey().endsWith("Subnets")
                    && entry.getValue() instanceof ArrayNode blocks) {
                  entry.setValue(permuted(blocks, order));
                }
              });
    }
  }

  private static JsonNode permuted(ArrayNode list, List<Integer> order) {
    ArrayNode permuted = list.arrayNode();
    order.forEach(i -> permuted.add(list.get(i)));
    return permuted;
  }
}

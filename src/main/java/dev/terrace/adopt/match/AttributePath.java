package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.terraform.Json;
import java.util.Optional;

/** Reads and writes attributes by path, such as {@code vpc_config[0].role}. */
final class AttributePath {
  private static final String STEPS = "(?=\\[)|\\.";

  private AttributePath() {}

  /** The value of an attribute; the {@code id} may come from the import id. */
  static Optional<JsonNode> value(ExistingResource existing, String path) {
    JsonNode node = existing.attributes();
    for (String step : path.split(STEPS, -1)) {
      node = step.startsWith("[") ? node.path(index(step)) : node.path(step);
    }
    if (AttributeComparison.isNothing(node) && path.equals("id")) {
      return existing.importId().map(id -> Json.object().textNode(id));
    }
    return AttributeComparison.isNothing(node) ? Optional.empty() : Optional.of(node);
  }

  /**
   * A scalar value, unless it is in a list of several elements: their order is not significant.
   *
   * @param shape the desired attributes
   */
  static Optional<JsonNode> unambiguous(ObjectNode tree, String path, JsonNode shape) {
    JsonNode node = tree;
    JsonNode desired = shape;
    for (String step : path.split(STEPS, -1)) {
      if (step.startsWith("[")) {
        if (node.size() != 1 || (desired.isArray() && desired.size() > 1)) {
          return Optional.empty();
        }
        node = node.path(0);
        desired = desired.path(0);
      } else {
        node = node.path(step);
        desired = desired.path(step);
      }
    }
    return node.isValueNode() && !AttributeComparison.isNothing(node)
        ? Optional.of(node)
        : Optional.empty();
  }

  /** Sets a value and marks it as known. */
  static void put(ObjectNode known, JsonNode unknown, String path, JsonNode value) {
    JsonNode node = known;
    JsonNode mask = unknown;
    String[] steps = path.split(STEPS, -1);
    for (int i = 0; i < steps.length; i++) {
      boolean last = i == steps.length - 1;
      if (steps[i].startsWith("[")) {
        int at = index(steps[i]);
        if (last) {
          ((ArrayNode) node).set(at, value);
          if (mask instanceof ArrayNode list && at < list.size()) {
            list.set(at, false);
          }
        }
        node = node.path(at);
        mask = mask.path(at);
      } else {
        if (last) {
          ((ObjectNode) node).set(steps[i], value);
          if (mask instanceof ObjectNode object) {
            object.remove(steps[i]);
          }
        }
        node = node.path(steps[i]);
        mask = mask.path(steps[i]);
      }
    }
  }

  private static int index(String step) {
    return Integer.parseInt(step.substring(1, step.length() - 1));
  }
}

package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * JSON documents in attributes. In a policy the order of statements and values has no meaning, and
 * a list of one is the same as its element, as https://github.com/hashicorp/awspolicyequivalence
 * compares them; in other documents, such as a container's command, order counts.
 */
final class PolicyText {
  private PolicyText() {}

  /** Whether both are documents that say the same. */
  static boolean sameMeaning(JsonNode one, JsonNode other) {
    Optional<JsonNode> left = document(one);
    Optional<JsonNode> right = document(other);
    if (left.isEmpty() || right.isEmpty()) {
      return false;
    }
    boolean policies = left.get().has("Statement") && right.get().has("Statement");
    return policies
        ? normalized(left.get()).equals(normalized(right.get()))
        : left.get().equals(right.get());
  }

  private static Optional<JsonNode> document(JsonNode value) {
    String text = value.isTextual() ? value.textValue().strip() : "";
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a text that only begins like a document
    }
  }

  private static JsonNode normalized(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(each -> sorted.put(each.getKey(), normalized(each.getValue())));
      ObjectNode copy = Json.object();
      sorted.forEach(copy::set);
      return copy;
    }
    if (!node.isArray()) {
      return node;
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(each -> elements.add(normalized(each)));
    if (elements.size() == 1) {
      return elements.get(0);
    }
    elements.sort(Comparator.comparing(JsonNode::toString));
    ArrayNode copy = Json.object().arrayNode();
    copy.addAll(elements);
    return copy;
  }
}

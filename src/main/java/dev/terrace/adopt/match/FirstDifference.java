package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an attribute first differs, for people: {@code policy.Statement[0].Action}, and both values
 * there. Values that may be secrets are not shown.
 */
final class FirstDifference {
  private static final int LONGEST = 80;

  /** How much of a common beginning is shown in front of a difference. */
  private static final int CONTEXT = 20;

  /** Whether the existing value may have no more than the desired one: a policy. */
  private final boolean exact;

  private FirstDifference(boolean exact) {
    this.exact = exact;
  }

  /**
   * @param attribute its name
   * @param unknown true for desired values that are not known yet
   */
  static AttributeDifference of(
      String attribute, JsonNode desired, JsonNode unknown, JsonNode there) {
    return new FirstDifference(false).find(attribute, desired, unknown, there);
  }

  private AttributeDifference find(
      String path, JsonNode desired, JsonNode unknown, JsonNode there) {
    if (isDocument(desired) && isDocument(there)) {
      JsonNode document = Json.parse(desired.asText());
      return new FirstDifference(document.has("Statement"))
          .find(path, document, Json.object(), Json.parse(there.asText()));
    }
    if (desired.isObject() && there.isArray() && there.size() == 1) {
      return find(path + "[0]", desired, unknown, there.get(0));
    }
    if (desired.isArray() && desired.size() == 1 && there.isObject()) {
      return find(path + "[0]", desired.get(0), unknown.path(0), there);
    }
    if (desired instanceof ObjectNode object && there.isObject()) {
      for (var entry : object.properties()) {
        String name = entry.getKey();
        if (!agree(entry.getValue(), unknown.path(name), there.path(name))) {
          return find(path + "." + name, entry.getValue(), unknown.path(name), there.path(name));
        }
      }
      for (var entry : there.properties()) {
        if (!desired.has(entry.getKey()) && !AttributeComparison.isNothing(entry.getValue())) {
          return leaf(path + "." + entry.getKey(), desired.path(entry.getKey()), entry.getValue());
        }
      }
    }
    if (desired.isArray() && there.isArray()) {
      return elements(path, desired, unknown, there);
    }
    return leaf(path, desired, there);
  }

  /** The order of elements is not significant: the first that has no equal on the other side. */
  private AttributeDifference elements(
      String path, JsonNode desired, JsonNode unknown, JsonNode there) {
    List<JsonNode> left = new ArrayList<>();
    there.forEach(left::add);
    int first = -1;
    for (int i = 0; i < desired.size(); i++) {
      int at = i;
      boolean found =
          left.stream()
              .filter(e -> agree(desired.get(at), unknown.path(at), e))
              .findFirst()
              .map(left::remove)
              .orElse(false);
      if (!found && first < 0) {
        first = i;
      }
    }
    if (first >= 0 && !left.isEmpty()) {
      JsonNode wanted = desired.get(first);
      return wanted.isContainerNode() && left.get(0).isContainerNode()
          ? find(path + "[" + first + "]", wanted, unknown.path(first), left.get(0))
          : leaf(path + "[" + first + "]", wanted, left.get(0));
    }
    return first >= 0
        ? leaf(path + "[" + first + "]", desired.get(first), Json.object().nullNode())
        : leaf(path + "[]", Json.object().nullNode(), left.isEmpty() ? there : left.get(0));
  }

  private boolean agree(JsonNode desired, JsonNode unknown, JsonNode there) {
    return AttributeComparison.agree(desired, unknown, there)
        && (!exact || AttributeComparison.agree(there, Json.object(), desired));
  }

  private static AttributeDifference leaf(String path, JsonNode desired, JsonNode there) {
    if (ResourceTypes.isPrivatePath(path) || holdsPrivate(path, desired, there)) {
      return new AttributeDifference(path, "(not shown)", "something else");
    }
    String one = text(there);
    String other = text(desired);
    int common = 0;
    while (common < Math.min(one.length(), other.length())
        && one.charAt(common) == other.charAt(common)) {
      common++;
    }
    int from = one.length() > LONGEST || other.length() > LONGEST ? common - CONTEXT : 0;
    return new AttributeDifference(path, shortened(one, from), shortened(other, from));
  }

  /** Whether a part of a value that would be shown whole must not be shown. */
  private static boolean holdsPrivate(String path, JsonNode... values) {
    for (JsonNode value : values) {
      if (value.isObject()) {
        for (var entry : value.properties()) {
          String below = path + "." + entry.getKey();
          if (ResourceTypes.isPrivatePath(below) || holdsPrivate(below, entry.getValue())) {
            return true;
          }
        }
      } else {
        for (JsonNode element : value) {
          if (holdsPrivate(path, element)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isDocument(JsonNode value) {
    if (!value.isTextual() || !value.asText().matches("(?s)\\s*[{\\[].*")) {
      return false;
    }
    try {
      return Json.parse(value.asText()).isContainerNode();
    } catch (IllegalArgumentException e) {
      return false; // a text that only begins like one
    }
  }

  private static String text(JsonNode value) {
    if (AttributeComparison.isNothing(value)) {
      return "not set";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static String shortened(String text, int from) {
    if (text.length() <= LONGEST) {
      return text;
    }
    String rest = from > 1 ? "…" + text.substring(from) : text;
    return rest.length() > LONGEST ? rest.substring(0, LONGEST - 1) + "…" : rest;
  }
}

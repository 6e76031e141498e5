package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares an existing resource with a desired one.
 *
 * @param differences attributes that are known on both sides and differ, in the desired order
 * @param agreed names of attributes that agree, without booleans and defaults
 */
record AttributeComparison(List<AttributeDifference> differences, List<String> agreed) {

  /** Attributes that do not identify a resource. */
  private static final Set<String> IGNORED =
      Set.of("tags", "tags_all", "region", "owner_id", "lifecycle", "name_prefix");

  private static final Set<String> NOTHING = Set.of("", "false", "0", "null");

  /** Nothing differs, and what agrees distinguishes the resource from others of its type. */
  boolean isSpecific() {
    return differences.isEmpty() && agreed.stream().anyMatch(ResourceTypes::isSpecific);
  }

  /**
   * Nothing differs but a policy, which says nothing about which resource it is: AWS writes one
   * into every KMS key that has none.
   */
  boolean differsOnlyInPolicy() {
    return differences.stream().allMatch(each -> each.path().matches("policy(\\..*)?"));
  }

  /** Nothing differs, and something agrees. */
  boolean isPossible() {
    return differences.isEmpty() && !agreed.isEmpty();
  }

  /**
   * @param unknown true for values that are not known yet
   */
  static AttributeComparison of(
      String type, ObjectNode desired, JsonNode unknown, ObjectNode existing) {
    List<AttributeDifference> differences = new ArrayList<>();
    List<String> agreed = new ArrayList<>();
    for (var entry : desired.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      JsonNode there = existing.get(name);
      if (there == null || isIgnored(type, name) || isNothing(value)) {
        continue;
      }
      if (unknown.path(name).isBoolean() && unknown.path(name).asBoolean()) {
        continue;
      }
      if (!same(value, unknown.path(name), there)) {
        differences.add(FirstDifference.of(name, value, unknown.path(name), there));
      } else if (!value.isBoolean() && !isNothing(there)) {
        agreed.add(name);
      }
    }
    return new AttributeComparison(differences, agreed);
  }

  static boolean isIgnored(String type, String attribute) {
    return IGNORED.contains(attribute)
        || ResourceTypes.isSecret(attribute)
        || ResourceTypes.isProviderOnly(type, attribute);
  }

  /** Whether a part of an attribute, or of a JSON document in one, agrees. */
  static boolean agree(JsonNode desired, JsonNode unknown, JsonNode there) {
    return same(desired, unknown, there) && (!desired.isArray() || within(desired, there));
  }

  /** Whether the existing value contains everything that is known of the desired one. */
  private static boolean same(JsonNode desired, JsonNode unknown, JsonNode there) {
    if (isNothing(desired) || (unknown.isBoolean() && unknown.asBoolean())) {
      return true;
    }
    if (desired.isObject() && there.isArray() && there.size() == 1) {
      return same(desired, unknown, there.get(0)); // a state represents a single block as a list
    }
    if (desired instanceof ObjectNode object) {
      for (var entry : object.properties()) {
        if (!same(entry.getValue(), unknown.path(entry.getKey()), there.path(entry.getKey()))) {
          return false;
        }
      }
      return there.isObject();
    }
    if (desired instanceof ArrayNode array) {
      return sameElements(array, unknown, there);
    }
    if (there.isMissingNode() || there.isNull()) {
      return NOTHING.contains(desired.asText());
    }
    if (there.isContainerNode()) {
      return false;
    }
    String one = desired.asText();
    String other = there.asText();
    return one.equals(other)
        || (looksLikeJson(one) && looksLikeJson(other) && sameJson(one, other))
        || sameNumber(one, other);
  }

  /** The order of a set is not stored, so elements are compared in any order. */
  private static boolean sameElements(ArrayNode desired, JsonNode unknown, JsonNode there) {
    boolean scalars = !desired.isEmpty() && !desired.get(0).isContainerNode();
    if (!there.isArray() || there.size() < desired.size()) {
      return false;
    }
    if (scalars && there.size() != desired.size()) {
      return false;
    }
    boolean[] taken = new boolean[there.size()];
    for (int i = 0; i < desired.size(); i++) {
      boolean found = isNothing(desired.get(i));
      for (int j = 0; j < there.size() && !found; j++) {
        if (!taken[j] && same(desired.get(i), unknown.path(i), there.get(j))) {
          taken[j] = true;
          found = true;
        }
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameNumber(String one, String other) {
    return one.matches("-?\\d+(\\.\\d+)?")
        && other.matches("-?\\d+(\\.\\d+)?")
        && Double.compare(Double.parseDouble(one), Double.parseDouble(other)) == 0;
  }

  private static boolean looksLikeJson(String text) {
    return text.startsWith("{") || text.startsWith("[");
  }

  private static boolean sameJson(String one, String other) {
    try {
      JsonNode desired = Json.parse(one);
      JsonNode there = Json.parse(other);
      // A policy with one more condition is another policy; a container with one more default is
      // not.
      return desired.has("Statement")
          ? within(desired, there) && within(there, desired)
          : within(desired, there);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean within(JsonNode desired, JsonNode there) {
    if (isNothing(desired)) {
      return true;
    }
    if (desired.isArray() && desired.size() == 1 && !there.isArray()) {
      return within(desired.get(0), there);
    }
    if (there.isArray() && there.size() == 1 && !desired.isArray()) {
      return within(desired, there.get(0));
    }
    if (desired instanceof ObjectNode object) {
      return there.isObject()
          && object.properties().stream()
              .allMatch(entry -> within(entry.getValue(), there.path(entry.getKey())));
    }
    if (desired instanceof ArrayNode array) {
      if (!there.isArray() || there.size() < array.size()) {
        return false;
      }
      boolean[] taken = new boolean[there.size()];
      for (JsonNode element : array) {
        boolean found = false;
        for (int j = 0; j < there.size() && !found; j++) {
          if (!taken[j] && within(element, there.get(j))) {
            taken[j] = true;
            found = true;
          }
        }
        if (!found) {
          return false;
        }
      }
      return true;
    }
    return !there.isContainerNode() && desired.asText().equals(there.asText());
  }

  static boolean isNothing(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isContainerNode() && value.isEmpty())
        || (value.isTextual() && value.asText().isEmpty());
  }
}

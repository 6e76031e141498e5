package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.value.ValueType;
import dev.terrace.config.value.ValueTypes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks the values of a configuration against the types and ranges that its schema names. The
 * schema is checked first, so that each value has the right JSON type here.
 */
final class ValueChecks {
  private static final String OR_EMPTY = "-or-empty";

  /** A part of the schema may repeat another one, and a doubt with it. */
  private final Set<String> warnings = new LinkedHashSet<>();

  /** Doubts about values that may be right, in the order of the file. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void check(JsonNode value, JsonNode schema, Problems problems) {
    for (JsonNode part : schema.path("allOf")) {
      check(value, part, problems);
    }
    if (value instanceof ObjectNode object) {
      checkMap(object, schema, problems);
    } else if (value instanceof ArrayNode array) {
      checkList(array, schema, problems);
    } else if (value.isTextual()) {
      checkText(value.asText(), schema.path("format").asText(), problems);
    }
  }

  private void checkMap(ObjectNode object, JsonNode schema, Problems problems) {
    most(object.size(), "maxProperties", schema, problems);
    String keys = schema.path("propertyNames").path("format").asText();
    checkCase(object, keys, problems);
    List<String> tooLarge = new ArrayList<>();
    object
        .properties()
        .forEach(
            entry -> {
              Problems at = problems.at(entry.getKey());
              JsonNode property = schema.path("properties").path(entry.getKey());
              JsonNode child =
                  property.isMissingNode() ? schema.path("additionalProperties") : property;
              checkText(entry.getKey(), keys, at);
              check(entry.getValue(), child, at);
              if (!holds(entry.getValue(), child, at)
                  || (!keys.isEmpty() && entry.getKey().length() > ValueType.LONGEST_TO_MATCH)) {
                tooLarge.add(entry.getKey());
              }
            });
    object.remove(tooLarge);
  }

  /** Keys that AWS takes for one another. */
  private static void checkCase(ObjectNode object, String keys, Problems problems) {
    if (ValueTypes.named(keys).filter(ValueType::ignoresCase).isEmpty()) {
      return;
    }
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              String first = seen.putIfAbsent(key, key);
              if (first != null) {
                problems
                    .at(key)
                    .add("must differ from '" + first + "' by more than case: IAM refuses both");
              }
            });
  }

  private void checkList(ArrayNode array, JsonNode schema, Problems problems) {
    most(array.size(), "maxItems", schema, problems);
    List<JsonNode> seen = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = array.get(i);
      check(item, schema.path("items"), problems.at(i));
      if (!holds(item, schema.path("items"), problems.at(i))) {
        array.setNull(i);
      }
      if (schema.path("uniqueItems").asBoolean() && !item.isNull()) {
        if (seen.contains(item)) {
          problems.at(i).add("must be named once", item.isTextual() ? item.asText() : item);
        }
        seen.add(item);
      }
    }
  }

  private static void most(int entries, String keyword, JsonNode schema, Problems problems) {
    if (schema.has(keyword) && entries > schema.get(keyword).asInt()) {
      problems.add("must have at most " + schema.get(keyword).asInt() + " entries", entries);
    }
  }

  private void checkText(String text, String format, Problems problems) {
    boolean orEmpty = format.endsWith(OR_EMPTY);
    if (orEmpty && text.isEmpty()) {
      return;
    }
    String name = orEmpty ? format.substring(0, format.length() - OR_EMPTY.length()) : format;
    Optional<ValueType> type = ValueTypes.named(name);
    if (type.isEmpty()) {
      return;
    }
    Optional<String> refusal = type.get().refusal(text);
    if (refusal.isPresent()) {
      problems.add(refusal.get() + near(text, type.get()), text);
    } else {
      type.get()
          .warning(text)
          .ifPresent(
              doubt -> warnings.add(problems.path() + ": " + doubt + near(text, type.get())));
    }
  }

  private static String near(String text, ValueType type) {
    if (text.length() < 2) {
      return "";
    }
    return Nearest.to(text, type.known()).map(near -> " (did you mean '" + near + "'?)").orElse("");
  }

  /**
   * Reports a number out of its range. Says whether the record can check the value all the same:
   * its type holds the number, and its patterns a text.
   */
  private static boolean holds(JsonNode value, JsonNode schema, Problems problems) {
    if (value.isTextual()) {
      return !schema.has("format") || value.asText().length() <= ValueType.LONGEST_TO_MATCH;
    }
    if (!value.isNumber() || !schema.has("minimum")) {
      return true;
    }
    long least = schema.get("minimum").asLong();
    long most = schema.get("maximum").asLong();
    if (value.asDouble() < least || value.asDouble() > most) { // 2.0 is a whole number, too
      problems.add("must be " + least + "-" + most, value);
      return value.canConvertToInt() || most > Integer.MAX_VALUE;
    }
    return true;
  }
}

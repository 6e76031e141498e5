package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.check.model.MaskedValues;
import dev.terrace.terraform.ElementNames;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Marks;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a value of the state with that of AWS. Absent and empty values are the same, elements of
 * sets are compared by their name, or as wholes, and JSON documents by what they mean.
 */
final class ValueComparison {
  static final String NONE = "(none)";

  private final List<DriftedValue> found = new ArrayList<>();

  private ValueComparison() {}

  /**
   * @param oneSensitive what of {@code one} is sensitive, as in a plan's {@code before_sensitive}
   * @return empty if nothing differs
   */
  static List<DriftedValue> of(
      String path, JsonNode one, JsonNode other, JsonNode oneSensitive, JsonNode otherSensitive) {
    ValueComparison comparison = new ValueComparison();
    comparison.compare(path, one, other, oneSensitive, otherSensitive);
    return comparison.found;
  }

  private void compare(
      String path, JsonNode one, JsonNode other, JsonNode oneSensitive, JsonNode otherSensitive) {
    if (one.equals(other) || (isEmpty(one) && isEmpty(other))) {
      return;
    }
    boolean wholeIsSensitive = Marks.isTrue(oneSensitive) || Marks.isTrue(otherSensitive);
    if (one.isObject() && other.isObject() && !wholeIsSensitive) {
      Set<String> keys = new LinkedHashSet<>();
      one.fieldNames().forEachRemaining(keys::add);
      other.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        compare(
            path + "." + key,
            one.path(key),
            other.path(key),
            oneSensitive.path(key),
            otherSensitive.path(key));
      }
    } else if (one.isObject() && isEmpty(other) && !wholeIsSensitive) {
      compare(path, one, Json.object(), oneSensitive, otherSensitive);
    } else if (other.isObject() && isEmpty(one) && !wholeIsSensitive) {
      compare(path, Json.object(), other, oneSensitive, otherSensitive);
    } else if (isList(one, other) && !wholeIsSensitive) {
      lists(path, one, other, oneSensitive, otherSensitive);
    } else {
      add(path, one, other, oneSensitive, otherSensitive);
    }
  }

  private static boolean isList(JsonNode one, JsonNode other) {
    return (one.isArray() && (other.isArray() || isEmpty(other)))
        || (other.isArray() && isEmpty(one));
  }

  private void lists(
      String path, JsonNode one, JsonNode other, JsonNode oneSensitive, JsonNode otherSensitive) {
    Optional<String> identity = ElementNames.identity(one, other);
    if (identity.isPresent()) {
      Map<String, Integer> left = ElementNames.positions(one, identity.get());
      Map<String, Integer> right = ElementNames.positions(other, identity.get());
      Set<String> names = new LinkedHashSet<>(left.keySet());
      names.addAll(right.keySet());
      for (String name : names) {
        int at = left.getOrDefault(name, -1);
        int to = right.getOrDefault(name, -1);
        String element = path + "[" + name + "]";
        if (at < 0 || to < 0) {
          add(
              element,
              one.path(at),
              other.path(to),
              oneSensitive.path(at),
              otherSensitive.path(to));
        } else {
          compare(
              element,
              one.path(at),
              other.path(to),
              oneSensitive.path(at),
              otherSensitive.path(to));
        }
      }
    } else if (one.size() == 1 && other.size() == 1 && one.get(0).isObject()) {
      compare(path + "[0]", one.get(0), other.get(0), oneSensitive.path(0), otherSensitive.path(0));
    } else {
      elements(path, one, other, oneSensitive, otherSensitive);
    }
  }

  /** Elements of a set, each a value by itself. */
  private void elements(
      String path, JsonNode one, JsonNode other, JsonNode oneSensitive, JsonNode otherSensitive) {
    List<JsonNode> unmatched = new ArrayList<>();
    other.forEach(unmatched::add);
    int before = found.size();
    for (int i = 0; i < one.size(); i++) {
      if (!unmatched.remove(one.get(i))) {
        JsonNode none = MissingNode.getInstance();
        add(path, one.get(i), none, oneSensitive.path(i), none);
      }
    }
    for (int i = 0; i < other.size(); i++) {
      if (unmatched.remove(other.get(i))) {
        add(path, MissingNode.getInstance(), other.get(i), oneSensitive, otherSensitive.path(i));
      }
    }
    if (found.size() == before) { // the order alone
      add(path, one, other, oneSensitive, otherSensitive);
    }
  }

  private void add(
      String path, JsonNode one, JsonNode other, JsonNode oneSensitive, JsonNode otherSensitive) {
    boolean masked = Marks.holdsTrue(oneSensitive) || Marks.holdsTrue(otherSensitive);
    if (masked) {
      found.add(new DriftedValue(path, masked(one), masked(other), MissingNode.getInstance()));
    } else if (!PolicyText.sameMeaning(one, other)) {
      for (Plan.Attribute part : new Plan.Attribute(path, text(one), text(other)).parts()) {
        String before = MaskedValues.of(part.path(), part.before());
        String after = MaskedValues.of(part.path(), part.after());
        boolean shown = before.equals(part.before()) && after.equals(part.after());
        found.add(
            new DriftedValue(
                part.path(), before, after, shown ? other : MissingNode.getInstance()));
      }
    }
  }

  private static String masked(JsonNode value) {
    return isEmpty(value) ? NONE : Plan.SENSITIVE;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? NONE : value.toString();
  }

  /** Nothing, however it is written; {@code false} and 0 are values. */
  static boolean isEmpty(JsonNode value) {
    if (value.isObject() || value.isArray()) {
      return value.isEmpty();
    }
    return value.isMissingNode() || value.isNull() || value.asText("x").isEmpty();
  }
}

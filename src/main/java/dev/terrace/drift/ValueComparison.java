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
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

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
    } else {
      elements(path, one, other, oneSensitive, otherSensitive);
    }
  }

  /**
   * Elements without a name. Those that differ are compared with what is at their place, if both
   * sides have as many; else each is a value by itself.
   */
  private void elements(
      String path, JsonNode one, JsonNode other, JsonNode oneSensitive, JsonNode otherSensitive) {
    List<Integer> left = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    for (int i = 0; i < other.size(); i++) {
      right.add(i);
    }
    boolean ordered = true;
    for (int i = 0; i < one.size(); i++) {
      OptionalInt same = same(one.get(i), other, right, i);
      ordered &= same.isEmpty() || same.getAsInt() == i;
      same.ifPresent(at -> right.remove((Integer) at));
      if (same.isEmpty()) {
        left.add(i);
      }
    }
    if (left.isEmpty() && right.isEmpty()) {
      if (!ordered) {
        add(path, one, other, oneSensitive, otherSensitive);
      }
      return;
    }
    for (int i : left) {
      boolean paired =
          one.size() == other.size() && one.get(i).isObject() && right.remove((Integer) i);
      if (paired) {
        compare(
            path + "[" + i + "]",
            one.get(i),
            other.get(i),
            oneSensitive.path(i),
            otherSensitive.path(i));
      } else {
        JsonNode none = MissingNode.getInstance();
        add(path, one.get(i), none, oneSensitive.path(i), none);
      }
    }
    for (int i : right) {
      add(path, MissingNode.getInstance(), other.get(i), oneSensitive, otherSensitive.path(i));
    }
  }

  /** Where an element is on the other side: at its place, if it is there as well. */
  private static OptionalInt same(JsonNode element, JsonNode other, List<Integer> left, int place) {
    JsonNode none = MissingNode.getInstance();
    IntPredicate equal = at -> of("", element, other.get(at), none, none).isEmpty();
    return left.contains(place) && equal.test(place)
        ? OptionalInt.of(place)
        : left.stream().mapToInt(at -> at).filter(equal).findFirst();
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

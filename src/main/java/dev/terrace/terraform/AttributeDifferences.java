package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes of one resource that a plan changes. */
final class AttributeDifferences {
  private AttributeDifferences() {}

  /**
   * @param change of a resource, as {@code terraform show -json} prints it
   */
  static List<Plan.Attribute> of(JsonNode change) {
    List<Plan.Attribute> attributes = new ArrayList<>();
    compare(
        "",
        change.path("before"),
        change.path("after"),
        change.path("after_unknown"),
        change.path("before_sensitive"),
        change.path("after_sensitive"),
        attributes);
    return attributes;
  }

  private static void compare(
      String path,
      JsonNode before,
      JsonNode after,
      JsonNode unknown,
      JsonNode beforeSensitive,
      JsonNode afterSensitive,
      List<Plan.Attribute> found) {
    if (Marks.isTrue(unknown)) {
      found.add(new Plan.Attribute(path, words(before, beforeSensitive), Plan.UNKNOWN));
      return;
    }
    boolean bothMaps = isMap(before) && isMap(after);
    boolean bothLists = before.isArray() && after.isArray();
    boolean mapOnOneSide = path.isEmpty() && (isMap(before) || isMap(after) || unknown.isObject());
    if ((bothMaps || bothLists || mapOnOneSide)
        && !Marks.isTrue(beforeSensitive)
        && !Marks.isTrue(afterSensitive)) {
      Optional<String> identity =
          bothLists ? ElementNames.identity(before, after) : Optional.empty();
      if (identity.isPresent()) {
        Map<String, Integer> left = ElementNames.positions(before, identity.get());
        Map<String, Integer> right = ElementNames.positions(after, identity.get());
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
          int at = left.getOrDefault(name, -1);
          int to = right.getOrDefault(name, -1);
          compare(
              path + "[" + name + "]",
              before.path(at),
              after.path(to),
              unknown.path(to),
              beforeSensitive.path(at),
              afterSensitive.path(to),
              found);
        }
        return;
      }
      if (bothLists) {
        int size = Math.max(before.size(), after.size());
        for (int i = 0; i < size; i++) {
          compare(
              path + "[" + i + "]",
              before.path(i),
              after.path(i),
              unknown.path(i),
              beforeSensitive.path(i),
              afterSensitive.path(i),
              found);
        }
        return;
      }
      Set<String> keys = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(keys::add);
      after.fieldNames().forEachRemaining(keys::add);
      unknown.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        compare(
            path.isEmpty() ? key : path + "." + key,
            before.path(key),
            after.path(key),
            unknown.path(key),
            beforeSensitive.path(key),
            afterSensitive.path(key),
            found);
      }
      return;
    }
    if (!same(before, after)) {
      found.add(
          new Plan.Attribute(path, words(before, beforeSensitive), words(after, afterSensitive)));
    } else if (Marks.holdsTrue(unknown)) {
      found.add(new Plan.Attribute(path, words(before, beforeSensitive), Plan.UNKNOWN));
    }
  }

  private static boolean isMap(JsonNode node) {
    return node.isObject();
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static boolean same(JsonNode before, JsonNode after) {
    return (absent(before) && absent(after)) || before.equals(after);
  }

  private static String words(JsonNode value, JsonNode sensitive) {
    if (absent(value)) {
      return "(none)";
    }
    return Marks.holdsTrue(sensitive) ? Plan.SENSITIVE : value.toString();
  }
}

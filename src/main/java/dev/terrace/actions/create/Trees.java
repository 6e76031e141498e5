package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and builds trees of values. */
final class Trees {
  private Trees() {}

  static ArrayNode list(Collection<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  static List<String> joined(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  /** The value at a path, or a missing node. */
  static JsonNode at(JsonNode tree, List<String> path) {
    JsonNode at = tree;
    for (String key : path) {
      at = at.path(key);
    }
    return at;
  }

  /** Sets a value, with the maps that are missing on the way. */
  static void set(ObjectNode tree, List<String> path, JsonNode value) {
    ObjectNode at = tree;
    for (String key : path.subList(0, path.size() - 1)) {
      at = at.get(key) instanceof ObjectNode map ? map : at.putObject(key);
    }
    at.set(path.get(path.size() - 1), value);
  }

  /** The maps below a map, by key, in its order; what is no map is left out. */
  static Map<String, ObjectNode> maps(JsonNode map) {
    Map<String, ObjectNode> maps = new LinkedHashMap<>();
    map.properties()
        .forEach(
            each -> {
              if (each.getValue() instanceof ObjectNode below) {
                maps.put(each.getKey(), below);
              }
            });
    return maps;
  }

  /** The value that most have; of equals, the first by its order. */
  static Optional<String> mostCommon(Collection<String> values) {
    Map<String, Long> counts =
        values.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return counts.entrySet().stream()
        .filter(each -> each.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}

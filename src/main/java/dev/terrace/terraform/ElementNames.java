package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of elements of lists of blocks, such as the variables of a build: positions say nothing.
 */
public final class ElementNames {
  /** Attributes that identify an element, such as a parameter of RDS. */
  public static final List<String> IDENTITIES = List.of("name", "key", "id");

  private ElementNames() {}

  /** The attribute by which the elements of both lists differ; empty where none does. */
  public static Optional<String> identity(JsonNode one, JsonNode other) {
    return IDENTITIES.stream()
        .filter(name -> one.size() + other.size() > 0)
        .filter(name -> identifies(one, name) && identifies(other, name))
        .findFirst();
  }

  private static boolean identifies(JsonNode list, String name) {
    for (JsonNode element : list) {
      if (!element.path(name).isTextual()) {
        return false;
      }
    }
    return positions(list, name).size() == list.size();
  }

  /** Where each element stands, by its name, in the order of the list. */
  public static Map<String, Integer> positions(JsonNode list, String identity) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      positions.put(list.get(i).path(identity).asText(), i);
    }
    return positions;
  }
}

package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One value of an environment, set to something else.
 *
 * @param path keys with dots between, such as {@code database.multiAz}
 * @param value the new value
 */
public record ConfigChange(String path, JsonNode value) {

  public static ConfigChange of(String path, String value) {
    return new ConfigChange(path, JsonNodeFactory.instance.textNode(value));
  }

  public static ConfigChange of(String path, boolean value) {
    return new ConfigChange(path, JsonNodeFactory.instance.booleanNode(value));
  }

  public static ConfigChange of(String path, int value) {
    return new ConfigChange(path, JsonNodeFactory.instance.numberNode(value));
  }

  void apply(ObjectNode tree) {
    String[] keys = path.split("\\.", -1);
    ObjectNode at = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      at = at.get(keys[i]) instanceof ObjectNode map ? map : at.putObject(keys[i]);
    }
    at.set(keys[keys.length - 1], value);
  }

  /** As it would stand in the file, on one line. */
  @Override
  public String toString() {
    return path + ": " + (value.isValueNode() ? value.asText() : value.toString());
  }
}

package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.List;

/**
 * A value that nobody gave.
 *
 * @param path the keys that lead to it
 * @param why it is this one
 */
public record Choice(List<String> path, JsonNode value, String why) {

  public Choice {
    path = List.copyOf(path);
  }

  static Choice of(String value, String why, String... path) {
    return new Choice(List.of(path), JsonNodeFactory.instance.textNode(value), why);
  }

  static Choice of(int value, String why, String... path) {
    return new Choice(List.of(path), JsonNodeFactory.instance.numberNode(value), why);
  }

  static Choice of(Collection<String> values, String why, String... path) {
    return new Choice(List.of(path), Trees.list(values), why);
  }

  /** The same value at a deeper place. */
  Choice below(String... above) {
    return new Choice(Trees.joined(List.of(above), path), value, why);
  }

  public String key() {
    return String.join(".", path);
  }
}

package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes values as YAML, in the style of hand-written environments. */
final class YamlWriter {
  /** A map below an entry stays on one line up to this length. */
  private static final int LONGEST_ON_ONE_LINE = 60;

  /** Booleans of YAML 1.1, which some editors and tools still read as such. */
  private static final Set<String> OLD_BOOLEANS = Set.of("y", "n", "yes", "no", "on", "off");

  private YamlWriter() {}

  /**
   * The lines of an entry in block style.
   *
   * @param column of the key
   * @param step how much deeper each level is
   */
  static List<String> block(String key, JsonNode value, int column, int step) {
    List<String> lines = new ArrayList<>();
    String start = " ".repeat(column) + scalar(key, false) + ":";
    if (value instanceof ObjectNode map && !map.isEmpty()) {
      lines.add(start);
      map.properties()
          .forEach(
              entry -> {
                boolean onOneLine =
                    entry.getValue().isObject()
                        && flow(entry.getValue()).length() <= LONGEST_ON_ONE_LINE;
                lines.addAll(
                    onOneLine
                        ? List.of(
                            " ".repeat(column + step)
                                + scalar(entry.getKey(), false)
                                + ": "
                                + flow(entry.getValue()))
                        : block(entry.getKey(), entry.getValue(), column + step, step));
              });
    } else if (value instanceof ArrayNode list && hasContainers(list)) {
      lines.add(start);
      list.forEach(each -> lines.add(" ".repeat(column + step) + "- " + flow(each)));
    } else {
      lines.add(start + " " + (value.isTextual() ? scalar(value.asText(), false) : flow(value)));
    }
    return lines;
  }

  /** An entry of a map in flow style, without braces. */
  static String flowEntry(String key, JsonNode value) {
    return scalar(key, true) + ": " + flow(value);
  }

  /** A value on one line. */
  static String flow(JsonNode value) {
    if (value instanceof ObjectNode map) {
      List<String> entries = new ArrayList<>();
      map.properties().forEach(each -> entries.add(flowEntry(each.getKey(), each.getValue())));
      return "{" + String.join(", ", entries) + "}";
    }
    if (value instanceof ArrayNode list) {
      List<String> items = new ArrayList<>();
      list.forEach(each -> items.add(flow(each)));
      return "[" + String.join(", ", items) + "]";
    }
    return value.isTextual() ? scalar(value.asText(), true) : value.asText();
  }

  /** Plain where it reads back as the same text, else in double quotes. */
  static String scalar(String text, boolean inFlow) {
    boolean plain = !OLD_BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
    return plain && readsBack(text, inFlow) ? text : quoted(text);
  }

  /** JSON's texts are YAML's in double quotes. */
  static String quoted(String text) {
    return new TextNode(text).toString();
  }

  private static boolean readsBack(String text, boolean inFlow) {
    try {
      JsonNode value =
          inFlow
              ? YamlFile.parse("v: [" + text + "]", "a value").tree().path("v").path(0)
              : YamlFile.parse("v: " + text, "a value").tree().path("v");
      return value.isTextual() && value.asText().equals(text);
    } catch (ConfigException e) {
      return false; // it needs quotes
    }
  }

  private static boolean hasContainers(ArrayNode list) {
    for (JsonNode each : list) {
      if (each.isContainerNode()) {
        return true;
      }
    }
    return false;
  }
}

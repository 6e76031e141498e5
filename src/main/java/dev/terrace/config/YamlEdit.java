package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes one value of a YAML text or adds one, and touches no other character of it: comments,
 * anchors and order stay. The result is parsed and compared before it is given.
 */
public final class YamlEdit {
  private static final Pattern STEP = Pattern.compile("\\[(\\d+)\\]|([^.\\[]+)");

  private YamlEdit() {}

  /**
   * @param path such as {@code database.backupDays} or {@code zones[0]}
   * @param value a text, a number or a boolean
   * @return empty where the text has no such value, or where the edit would change something else,
   *     as with an alias
   */
  public static Optional<String> replace(String text, String path, JsonNode value) {
    Optional<Node> root = new Compose(YamlFile.SETTINGS).composeString(text);
    Optional<ScalarNode> node = root.flatMap(found -> at(found, path));
    if (node.isEmpty() || node.get().getStartMark().isEmpty()) {
      return Optional.empty();
    }
    int from = text.offsetByCodePoints(0, node.get().getStartMark().get().getIndex());
    int to = text.offsetByCodePoints(0, node.get().getEndMark().orElseThrow().getIndex());
    String edited = text.substring(0, from) + scalar(value, node.get()) + text.substring(to);
    return Optional.of(edited).filter(each -> changesNothingElse(text, each, path, value));
  }

  private static Optional<ScalarNode> at(Node root, String path) {
    Node node = root;
    Matcher step = STEP.matcher(path);
    while (step.find() && node != null) {
      node =
          step.group(1) == null
              ? field(node, step.group(2))
              : element(node, Integer.parseInt(step.group(1)));
    }
    return node instanceof ScalarNode scalar ? Optional.of(scalar) : Optional.empty();
  }

  /**
   * Adds an entry to a map, in the map's style.
   *
   * @param path the keys of the entry; maps that are missing on the way are added
   * @return empty where there is such a value, where something on the way is no map, or where the
   *     edit would change something else, as with an alias
   */
  public static Optional<String> insert(String text, List<String> path, JsonNode value) {
    Optional<String> edited = YamlInsertion.of(text, path, value);
    ObjectNode expected = YamlFile.parse(text, "the file").tree();
    ObjectNode parent = expected;
    for (String key : path.subList(0, path.size() - 1)) {
      parent = parent.get(key) instanceof ObjectNode map ? map : parent.putObject(key);
    }
    parent.set(path.get(path.size() - 1), value);
    return edited.filter(each -> readsAs(each, expected));
  }

  /** An entry as lines in block style, to be added by hand. */
  public static String entry(String key, JsonNode value) {
    return String.join("\n", YamlWriter.block(key, value, 0, 2));
  }

  static Node field(Node node, String name) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }

  private static Node element(Node node, int position) {
    return node instanceof SequenceNode list && position < list.getValue().size()
        ? list.getValue().get(position)
        : null;
  }

  /** Quoted as the old value is; a plain text only where it reads as that text. */
  private static String scalar(JsonNode value, ScalarNode old) {
    String text = value.asText();
    if (!value.isTextual()) {
      return text;
    }
    if (old.getScalarStyle() == ScalarStyle.SINGLE_QUOTED) {
      return "'" + text.replace("'", "''") + "'";
    }
    return old.getScalarStyle() == ScalarStyle.PLAIN
        ? YamlWriter.scalar(text, true)
        : YamlWriter.quoted(text);
  }

  private static boolean changesNothingElse(
      String text, String edited, String path, JsonNode value) {
    ObjectNode expected = YamlFile.parse(text, "the file").tree();
    JsonNode parent = expected;
    Matcher step = STEP.matcher(path);
    String name = "";
    int position = -1;
    while (step.find()) {
      parent = name.isEmpty() && position < 0 ? parent : child(parent, name, position);
      name = step.group(1) == null ? step.group(2) : "";
      position = step.group(1) == null ? -1 : Integer.parseInt(step.group(1));
    }
    if (parent instanceof ObjectNode map) {
      map.set(name, value);
    } else {
      ((ArrayNode) parent).set(position, value);
    }
    return readsAs(edited, expected);
  }

  private static boolean readsAs(String edited, ObjectNode expected) {
    try {
      return YamlFile.parse(edited, "the file").tree().toString().equals(expected.toString());
    } catch (ConfigException e) {
      return false;
    }
  }

  private static JsonNode child(JsonNode parent, String name, int position) {
    return position < 0 ? parent.path(name) : parent.path(position);
  }
}

package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.files.YamlScalar;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML file as a tree that remembers the file and line of each value.
 *
 * @param tree the values
 * @param places where each value stands by path, such as {@code services.coder.port} or {@code
 *     zones[0]}
 * @param written each value without quotes by path, as it stands in the file
 */
public record YamlFile(ObjectNode tree, Map<String, Place> places, Map<String, String> written) {

  static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(false)
          .setMaxAliasesForCollections(Integer.MAX_VALUE) // the values they expand to are counted
          .setBufferSize(YamlLimits.MAX_LINE)
          .setSchema(new CoreSchema())
          .build();

  /**
   * @param shownAs the file's name in messages
   * @throws ConfigException when the file cannot be read or is no YAML mapping
   */
  public static YamlFile read(Path file, String shownAs) {
    return read(file, shownAs, YamlLimits.MAX_VALUES);
  }

  /**
   * @param most how many keys and values the file may have
   * @throws ConfigException when the file cannot be read or is no YAML mapping
   */
  static YamlFile read(Path file, String shownAs, int most) {
    return parse(YamlLimits.read(file, shownAs), shownAs, most);
  }

  /**
   * @param shownAs the name of the text's file in messages
   * @throws ConfigException when the text is no YAML mapping
   */
  public static YamlFile parse(String text, String shownAs) {
    return parse(text, shownAs, YamlLimits.MAX_VALUES);
  }

  static YamlFile parse(String text, String shownAs, int most) {
    Optional<Node> root;
    try {
      YamlLimits.check(text, shownAs, SETTINGS, most);
      root = new Compose(SETTINGS).composeString(text);
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw YamlFaults.describe(e, text, shownAs);
    }
    if (root.isEmpty()) {
      throw new ConfigException(shownAs, "must hold keys and values");
    }
    Reader reader = new Reader(shownAs, most);
    if (!(reader.convert(root.get(), "") instanceof ObjectNode tree)) {
      throw new ConfigException(reader.places.get("").toString(), "must hold keys and values");
    }
    return new YamlFile(tree, reader.places, reader.written);
  }

  /**
   * This file laid over a base: maps are merged, everything else is replaced, null takes a key
   * away.
   */
  YamlFile over(YamlFile base) {
    Map<String, Place> places = new HashMap<>(base.places);
    places.putAll(this.places);
    Map<String, String> written = new HashMap<>(base.written);
    written.putAll(this.written);
    ObjectNode merged = base.tree.deepCopy();
    merge(merged, tree);
    return new YamlFile(merged, places, written);
  }

  private static void merge(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            entry -> {
              JsonNode below = base.get(entry.getKey());
              if (entry.getValue().isNull()) {
                base.remove(entry.getKey());
              } else if (below instanceof ObjectNode baseMap
                  && entry.getValue() instanceof ObjectNode overMap) {
                merge(baseMap, overMap);
              } else {
                base.set(entry.getKey(), entry.getValue());
              }
            });
  }

  /** {@code file:line path} of a value, with the line of the nearest value around it. */
  public String locate(String path) {
    return place(path) + (path.isEmpty() ? "" : " " + path);
  }

  /** Where a value stands, or the nearest value around it. */
  public Place place(String path) {
    String at = path;
    while (!places.containsKey(at) && !at.isEmpty()) {
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      at = cut < 0 ? "" : at.substring(0, cut);
    }
    return places.get(at);
  }

  /**
   * @param file the file's name in messages
   * @param line counted from 1
   */
  public record Place(String file, int line) {
    /** {@code file:line}. */
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  private static final class Reader {
    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();
    private final String file;
    private final int most;
    private int values;

    Reader(String file, int most) {
      this.file = file;
      this.most = most;
    }

    JsonNode convert(Node node, String path) {
      if (++values > most) {
        throw new ConfigException(
            place(node).toString(),
            "has more than " + most + " values after its aliases are expanded");
      }
      places.putIfAbsent(path, place(node));
      if (node instanceof MappingNode mapping) {
        ObjectNode object = json.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
          Place where = place(tuple.getKeyNode());
          if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
            throw new ConfigException(
                path.isEmpty() ? where.toString() : where + " " + path,
                "has a key that is a map or a list; a text that starts with a bracket needs"
                    + " quotes");
          }
          String key = keyNode.getValue();
          String keyPath = path.isEmpty() ? key : path + "." + key;
          if (object.has(key)) {
            throw new ConfigException(
                where + " " + keyPath, "is given twice, first in " + places.get(keyPath));
          }
          places.put(keyPath, where);
          object.set(key, convert(tuple.getValueNode(), keyPath));
        }
        return object;
      }
      if (node instanceof SequenceNode sequence) {
        ArrayNode array = json.arrayNode();
        for (int i = 0; i < sequence.getValue().size(); i++) {
          array.add(convert(sequence.getValue().get(i), path + "[" + i + "]"));
        }
        return array;
      }
      ScalarNode scalar = (ScalarNode) node;
      if (scalar.isPlain()) {
        written.put(path, scalar.getValue());
      }
      return YamlScalar.of(scalar);
    }

    private Place place(Node node) {
      return new Place(file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
    }
  }
}

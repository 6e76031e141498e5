package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fixture environments as trees in which a test sets any value that their schema knows. */
public final class ConfigTrees {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ConfigTrees() {}

  /**
   * One place of a configuration.
   *
   * @param steps keys as texts and indices as integers
   * @param schema what the schema says about the value there
   * @param isKey whether the last key of a map is meant, and not a value
   */
  public record Place(List<Object> steps, JsonNode schema, boolean isKey) {

    /** As messages name it, such as {@code services.coder.routes[0].hosts[0]}. */
    public String path() {
      StringBuilder path = new StringBuilder();
      for (Object step : steps) {
        path.append(
            step instanceof Integer ? "[" + step + "]" : (path.isEmpty() ? "" : ".") + step);
      }
      return path.toString();
    }

    /** The value here, missing where there is none. */
    public JsonNode get(ObjectNode tree) {
      JsonNode at = tree;
      for (Object step : steps) {
        at = step instanceof Integer index ? at.path(index) : at.path((String) step);
      }
      return at;
    }

    /** Puts a value here, or a key with the value that the map's first entry has. */
    public void set(ObjectNode tree, JsonNode value) {
      JsonNode at = tree;
      for (Object step : steps.subList(0, steps.size() - 1)) {
        at = step instanceof Integer index ? at.get(index) : at.get((String) step);
      }
      Object last = steps.get(steps.size() - 1);
      if (isKey) {
        ObjectNode map = (ObjectNode) at;
        map.set(value.asText(), map.isEmpty() ? map.textNode("x") : map.elements().next());
      } else if (at instanceof ArrayNode array) {
        if ((Integer) last < array.size()) {
          array.set((Integer) last, value);
        } else {
          array.add(value);
        }
      } else {
        ((ObjectNode) at).set((String) last, value);
      }
    }
  }

  /** The environments of the fixtures that extend no other, with all options on. */
  public static Map<EnvironmentId, ObjectNode> all() {
    Map<EnvironmentId, ObjectNode> trees = new LinkedHashMap<>();
    trees.put(new EnvironmentId("coder", "production"), tree("coder/production"));
    Path orcha =
        ChangedEnvironment.of("orcha", "prod", OrchaOptionsOn::in).resolve("orcha/prod.yaml");
    trees.put(new EnvironmentId("orcha", "prod"), YamlFile.read(orcha, "prod.yaml").tree());
    ObjectNode alva = tree("alva/staging");
    alva.putObject("domain").put("name", "alva.app").put("hostedZoneId", "Z0123456789ABCDEFGHIJ");
    trees.put(new EnvironmentId("alva", "staging"), alva);
    return trees;
  }

  /** A fixture that extends no other. */
  public static ObjectNode tree(String id) {
    return YamlFile.read(Fixtures.ENVIRONMENTS.resolve(id + ".yaml"), id).tree();
  }

  /** A folder of environments that holds one tree alone. */
  public static Path folderOf(EnvironmentId id, ObjectNode tree) {
    try {
      Path folder = Files.createTempDirectory("environments");
      Files.createDirectory(folder.resolve(id.system()));
      MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValue(folder.resolve(id + ".yaml").toFile(), tree);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What people read about a tree, empty where it is valid. */
  public static String problems(EnvironmentId id, ObjectNode tree) {
    return ConfigProblems.read(folderOf(id, tree), id);
  }

  /** Every place of a tree that the system's schema has a value of some type for. */
  public static List<Place> places(EnvironmentId id, ObjectNode tree) {
    try {
      JsonNode schema =
          MAPPER.readTree(Path.of("environments", "schema", id.system() + ".schema.json").toFile());
      List<Place> places = new ArrayList<>();
      collect(tree, schema, List.of(), places);
      places.removeIf(place -> place.path().equals("extends"));
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(
      JsonNode value, JsonNode schemaOrParts, List<Object> steps, List<Place> places) {
    JsonNode schema = whole(schemaOrParts);
    String type = schema.path("type").asText();
    if (type.equals("array")) {
      JsonNode items = schema.get("items");
      for (int i = 0; i < Math.max(1, value.size()); i++) {
        if (!value.isMissingNode()) {
          collect(value.path(i), items, with(steps, i), places);
        }
      }
    } else if (!type.equals("object")) {
      places.add(new Place(steps, schema, false));
    } else if (!value.isMissingNode()) {
      schema
          .path("properties")
          .properties()
          .forEach(
              entry ->
                  collect(
                      value.path(entry.getKey()),
                      entry.getValue(),
                      with(steps, entry.getKey()),
                      places));
      JsonNode entries = schema.path("additionalProperties");
      if (entries.isObject()) {
        value.properties().stream()
            .limit(whole(entries).path("type").asText().equals("object") ? 2 : 4)
            .forEach(
                entry -> collect(entry.getValue(), entries, with(steps, entry.getKey()), places));
        places.add(new Place(with(steps, "*"), entries, true));
      }
    }
  }

  /** A schema with the parts of its {@code allOf} in one. */
  private static JsonNode whole(JsonNode schema) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.setAll((ObjectNode) schema);
    schema.path("allOf").forEach(part -> whole.setAll((ObjectNode) whole(part)));
    return whole;
  }

  private static List<Object> with(List<Object> steps, Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return longer;
  }
}

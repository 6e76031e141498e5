package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The JSON schema of a system's environments, generated from its records and kept on the class
 * path.
 */
final class ConfigSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final List<String> VALUES =
      List.of(
          "format",
          "minimum",
          "maximum",
          "uniqueItems",
          "maxItems",
          "maxProperties",
          "propertyNames");

  private static final Map<String, ConfigSchema> READ = new ConcurrentHashMap<>();

  private final JsonNode tree;
  private final Schema schema;

  private ConfigSchema(JsonNode tree) {
    this.tree = tree;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(withoutValues(tree.deepCopy()));
  }

  static ConfigSchema of(String system) {
    return READ.computeIfAbsent(system, ConfigSchema::read);
  }

  private static ConfigSchema read(String system) {
    String resource = "/schema/" + system + ".schema.json";
    try (InputStream in = ConfigSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ConfigException(
            "schema of '" + system + "'",
            "is not on the class path ("
                + resource
                + "): the build generates it from the configuration record; build with './terrace"
                + " list', or with './mvnw process-classes'");
      }
      return new ConfigSchema(MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The schema without what {@link ValueChecks} checks with better words. Editors read the whole
   * one.
   */
  private static JsonNode withoutValues(JsonNode schema) {
    if (schema instanceof ObjectNode node) {
      if (node.has("format")) {
        node.remove(List.of("pattern", "minLength", "maxLength"));
      }
      node.remove(VALUES);
      withoutValues(node.path("items"));
      withoutValues(node.path("additionalProperties"));
      node.path("properties").forEach(ConfigSchema::withoutValues);
      node.path("allOf").forEach(ConfigSchema::withoutValues);
    }
    return schema;
  }

  /** Reports values that their types refuse. */
  List<String> checkValues(ObjectNode config, Problems problems) {
    ValueChecks checks = new ValueChecks();
    checks.check(config, tree, problems);
    return checks.warnings();
  }

  List<Error> validate(JsonNode config) {
    return schema.validate(config);
  }

  /** The keys that a map of the configuration may have. */
  List<String> keysAt(NodePath location) {
    List<Object> path = new ArrayList<>();
    for (int i = 0; i < location.getNameCount(); i++) {
      path.add(location.getElement(i));
    }
    return keysAt(path);
  }

  /**
   * @param path keys of maps and positions in lists
   */
  List<String> keysAt(List<?> path) {
    Set<String> keys = new LinkedHashSet<>();
    at(path).forEach(node -> node.path("properties").fieldNames().forEachRemaining(keys::add));
    return List.copyOf(keys);
  }

  /** The keys that a map of the configuration must have. */
  List<String> requiredAt(List<?> path) {
    Set<String> keys = new LinkedHashSet<>();
    at(path).forEach(node -> node.path("required").forEach(each -> keys.add(each.asText())));
    return List.copyOf(keys);
  }

  private List<JsonNode> at(List<?> path) {
    List<JsonNode> nodes = withParts(tree);
    for (Object step : path) {
      nodes =
          nodes.stream()
              .map(node -> child(node, step))
              .flatMap(node -> withParts(node).stream())
              .toList();
    }
    return nodes;
  }

  private static JsonNode child(JsonNode node, Object step) {
    if (step instanceof Integer) {
      return node.path("items");
    }
    JsonNode property = node.path("properties").path(step.toString());
    return property.isMissingNode() ? node.path("additionalProperties") : property;
  }

  /** A schema and the parts of its {@code allOf}. */
  private static List<JsonNode> withParts(JsonNode node) {
    List<JsonNode> parts = new ArrayList<>(List.of(node));
    node.path("allOf").forEach(part -> parts.addAll(withParts(part)));
    return parts;
  }
}

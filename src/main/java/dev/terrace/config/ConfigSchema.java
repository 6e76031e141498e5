package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON schema of a system's environments, generated from its records and kept on the class
 * path.
 */
final class ConfigSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode tree;
  private final Schema schema;

  private ConfigSchema(JsonNode tree) {
    this.tree = tree;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(tree);
  }

  static ConfigSchema of(String system) {
    String resource = "/schema/" + system + ".schema.json";
    try (InputStream in = ConfigSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no schema on the class path: " + resource);
      }
      return new ConfigSchema(MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Error> validate(JsonNode config) {
    return schema.validate(config);
  }

  /** The keys that a map of the configuration may have. */
  List<String> keysAt(NodePath location) {
    JsonNode node = tree;
    for (int i = 0; i < location.getNameCount(); i++) {
      Object step = location.getElement(i);
      if (step instanceof Integer) {
        node = node.path("items");
      } else {
        JsonNode property = node.path("properties").path(step.toString());
        node = property.isMissingNode() ? node.path("additionalProperties") : property;
      }
    }
    List<String> keys = new ArrayList<>();
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}

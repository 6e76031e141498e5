package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Maps CloudFormation types to Terraform types: the table {@code cloudformation.yaml}, whose header
 * documents its syntax.
 */
final class CloudFormationTypes {
  private static final String TABLE = "cloudformation.yaml";
  private static final JsonNode UNKNOWN = MissingNode.getInstance();

  private final JsonNode table;
  private final TypeExpressions expressions;

  private CloudFormationTypes(JsonNode table) {
    this.table = table;
    this.expressions = new TypeExpressions(table);
  }

  static CloudFormationTypes load() {
    try (InputStream in = CloudFormationTypes.class.getResourceAsStream(TABLE)) {
      return new CloudFormationTypes(
          CloudFormationTemplate.tree(
              TABLE, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A resource of a template.
   *
   * @param properties with their functions evaluated
   * @param id the physical id; empty if it is not known
   * @param pseudo values of pseudo parameters such as {@code AWS::Region}
   */
  record Resource(
      String type,
      JsonNode properties,
      Optional<String> id,
      Function<String, Optional<String>> pseudo) {}

  boolean knows(String type) {
    return table.has(type);
  }

  Iterator<String> types() {
    return table.fieldNames();
  }

  /** The corresponding Terraform types. */
  List<String> terraformTypes(String type) {
    List<String> types = new ArrayList<>();
    table.path(type).path("resources").forEach(part -> types.add(part.path("type").asText()));
    return types;
  }

  /** The physical id that follows from the properties. */
  Optional<String> idFromProperties(Resource resource) {
    JsonNode format = table.path(resource.type()).path("id");
    return format.isTextual()
        ? expressions.text(format.asText(), resource).filter(id -> !id.isEmpty())
        : Optional.empty();
  }

  /** Whether the physical id in the list takes precedence over the properties. */
  boolean listKnowsBetter(String type) {
    return table.path(type).path("listed").asBoolean();
  }

  /** What {@code Fn::GetAtt} returns, if it follows from the physical id. */
  Optional<String> attribute(Resource resource, String name) {
    return expressions.attribute(resource, name);
  }

  /** The corresponding Terraform resources. */
  List<TerraformResource> parts(Resource resource) {
    return parts(resource, "resources");
  }

  /** The Terraform resources that contain it, if it is not a separate one. */
  List<TerraformResource> within(Resource resource) {
    return parts(resource, "within");
  }

  /** Whether the type exists in CloudFormation only, without a resource in AWS. */
  boolean isNothing(String type) {
    return table.path(type).path("resources").isArray()
        && table.path(type).path("resources").isEmpty()
        && !table.path(type).has("within");
  }

  private List<TerraformResource> parts(Resource resource, String key) {
    List<TerraformResource> parts = new ArrayList<>();
    for (JsonNode part : table.path(resource.type()).path(key)) {
      JsonNode needed = part.path("if");
      if (needed.isTextual()
          && TypeExpressions.isNothing(
              TypeExpressions.path(resource.properties(), needed.asText()))) {
        continue;
      }
      JsonNode each = part.path("each");
      if (each.isTextual()) {
        for (JsonNode element : TypeExpressions.path(resource.properties(), each.asText())) {
          parts.add(part(part, resource, element));
        }
      } else {
        parts.add(part(part, resource, UNKNOWN));
      }
    }
    return parts;
  }

  private TerraformResource part(JsonNode part, Resource resource, JsonNode each) {
    ObjectNode attributes = (ObjectNode) expressions.build(part.path("set"), resource, each);
    return new TerraformResource(part.path("type").asText(), attributes);
  }
}

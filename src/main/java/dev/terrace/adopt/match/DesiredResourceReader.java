package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.match.DesiredResource.Reference;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the resources of stacks: known values from a plan, references from the synthesized stack.
 */
public final class DesiredResourceReader {
  private final ReferenceExpressions expressions;

  /**
   * @param stacks the synthesized JSON of every stack
   */
  public DesiredResourceReader(Map<StackId, JsonNode> stacks) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    Map<String, StackId> ids = new LinkedHashMap<>();
    stacks.forEach(
        (id, tree) -> {
          byName.put(id.stackName(), tree);
          ids.put(id.stackName(), id);
        });
    this.expressions = new ReferenceExpressions(byName, ids);
  }

  /**
   * @param plan of the stack, with an empty state
   */
  public List<DesiredResource> read(StackId stack, JsonNode plan) {
    JsonNode synthesized = expressions.stacks().get(stack.stackName());
    StackFile file = StackFile.of(synthesized);
    List<DesiredResource> desired = new ArrayList<>();
    for (JsonNode resource : plan.path("resource_changes")) {
      if (!resource.path("mode").asText().equals("managed")
          || !resource.path("type").asText().startsWith("aws_")) {
        continue;
      }
      String address = resource.path("address").asText();
      String type = resource.path("type").asText();
      ObjectNode attributes = copy(resource.path("change").path("after"));
      ObjectNode unknown = copy(resource.path("change").path("after_unknown"));
      // Sensitive values are never compared, so that they are never written or printed.
      resource
          .path("change")
          .path("after_sensitive")
          .properties()
          .forEach(
              entry -> {
                if (Expression.isMarked(entry.getValue())) {
                  attributes.remove(entry.getKey());
                }
              });
      Map<String, Reference> references = new TreeMap<>();
      JsonNode body = synthesized.path("resource").path(type).path(resource.path("name").asText());
      for (var entry : body.properties()) {
        if (!Expression.isMeta(entry.getKey())
            && Expression.isMarked(unknown.path(entry.getKey()))) {
          new Expression(stack, references).read(attributes, unknown, entry);
        }
      }
      desired.add(
          new DesiredResource(
              stack,
              address,
              file.constructPath(address).orElse(""),
              type,
              attributes,
              unknown,
              references));
    }
    return desired;
  }

  private static ObjectNode copy(JsonNode node) {
    return node instanceof ObjectNode object ? object.deepCopy() : Json.object();
  }

  /** An attribute or block that is not completely known. */
  private final class Expression {
    private final StackId stack;
    private final Map<String, Reference> references;

    Expression(StackId stack, Map<String, Reference> references) {
      this.stack = stack;
      this.references = references;
    }

    static boolean isMeta(String name) {
      return name.equals("//")
          || name.equals("lifecycle")
          || name.equals("provider")
          || name.equals("depends_on")
          || name.equals("count")
          || name.equals("for_each");
    }

    static boolean isMarked(JsonNode mask) {
      if (mask.isBoolean()) {
        return mask.asBoolean();
      }
      for (JsonNode below : mask) {
        if (isMarked(below)) {
          return true;
        }
      }
      return false;
    }

    void read(ObjectNode attributes, ObjectNode unknown, Map.Entry<String, JsonNode> given) {
      String name = given.getKey();
      JsonNode value = given.getValue();
      // A plan represents a single block as a list of one.
      JsonNode shape =
          value.isObject() && (attributes.path(name).isArray() || unknown.path(name).isArray())
              ? Json.object().arrayNode().add(value)
              : value;
      attributes.set(name, known(shape, name));
      unknown.set(name, mask(shape));
    }

    private JsonNode known(JsonNode value, String path) {
      if (value instanceof ObjectNode object) {
        ObjectNode copy = Json.object();
        object
            .properties()
            .forEach(e -> copy.set(e.getKey(), known(e.getValue(), path + "." + e.getKey())));
        return copy;
      }
      if (value instanceof ArrayNode array) {
        ArrayNode copy = Json.object().arrayNode();
        for (int i = 0; i < array.size(); i++) {
          copy.add(known(array.get(i), path + "[" + i + "]"));
        }
        return copy;
      }
      if (ReferenceExpressions.isConstant(value)) {
        return value;
      }
      expressions.reference(stack, value).ifPresent(reference -> references.put(path, reference));
      return Json.object().nullNode();
    }

    private JsonNode mask(JsonNode value) {
      if (value instanceof ObjectNode object) {
        ObjectNode copy = Json.object();
        object.properties().forEach(e -> copy.set(e.getKey(), mask(e.getValue())));
        return copy;
      }
      if (value instanceof ArrayNode array) {
        ArrayNode copy = Json.object().arrayNode();
        array.forEach(element -> copy.add(mask(element)));
        return copy;
      }
      return Json.object().booleanNode(!ReferenceExpressions.isConstant(value));
    }
  }
}

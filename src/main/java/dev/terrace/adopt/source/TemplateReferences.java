package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the references of a template give: {@code Ref} of parameters and resources, and {@code
 * Fn::GetAtt} of resources.
 */
final class TemplateReferences {
  /** A value that only the account has. */
  static final JsonNode UNKNOWN = MissingNode.getInstance();

  private static final JsonNode NO_VALUE = new POJONode("AWS::NoValue");

  private final CloudFormationTemplate template;
  private final Map<String, String> fixed;
  private final Function<String, Optional<String>> physicalIds;
  private final BiFunction<String, String, Optional<String>> attributes;
  private final Set<String> problems;

  /**
   * @param fixed values of parameters and pseudo parameters
   * @param physicalIds by logical id
   * @param attributes what {@code Fn::GetAtt} returns, by logical id and attribute
   * @param problems takes references to what the template does not have
   */
  TemplateReferences(
      CloudFormationTemplate template,
      Map<String, String> fixed,
      Function<String, Optional<String>> physicalIds,
      BiFunction<String, String, Optional<String>> attributes,
      Set<String> problems) {
    this.template = template;
    this.fixed = fixed;
    this.physicalIds = physicalIds;
    this.attributes = attributes;
    this.problems = problems;
  }

  JsonNode ref(String name) {
    if (name.equals("AWS::NoValue")) {
      return NO_VALUE;
    }
    if (template.tree().path("Resources").has(name)) {
      return text(physicalIds.apply(name));
    }
    String value = fixed.get(name);
    if (value != null) {
      return parameter(name, value);
    }
    if (!name.startsWith("AWS::") && !template.tree().path("Parameters").has(name)) {
      problems.add("Ref to '" + name + "', which is neither a parameter nor a resource");
    }
    return UNKNOWN;
  }

  private JsonNode parameter(String name, String value) {
    String type = template.tree().path("Parameters").path(name).path("Type").asText();
    if (type.startsWith("AWS::SSM::Parameter")) {
      return UNKNOWN;
    }
    if (type.equals("CommaDelimitedList") || type.startsWith("List<")) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      List.of(value.split(",", -1)).forEach(element -> list.add(element.strip()));
      return list;
    }
    return JsonNodeFactory.instance.textNode(value);
  }

  /** What {@code Fn::GetAtt} returns for its argument, a text or a list. */
  JsonNode attribute(JsonNode argument) {
    String logicalId;
    String attribute;
    if (argument.isTextual()) {
      int dot = argument.asText().indexOf('.');
      logicalId = dot < 0 ? argument.asText() : argument.asText().substring(0, dot);
      attribute = dot < 0 ? "" : argument.asText().substring(dot + 1);
    } else {
      logicalId = argument.path(0).asText();
      attribute = argument.path(1).asText();
    }
    return attribute(logicalId, attribute);
  }

  JsonNode attribute(String logicalId, String attribute) {
    if (!template.tree().path("Resources").has(logicalId)) {
      problems.add(
          "Fn::GetAtt of '" + logicalId + "." + attribute + "': there is no such resource");
      return UNKNOWN;
    }
    return text(attributes.apply(logicalId, attribute));
  }

  private static JsonNode text(Optional<String> text) {
    return text.<JsonNode>map(JsonNodeFactory.instance::textNode).orElse(UNKNOWN);
  }
}

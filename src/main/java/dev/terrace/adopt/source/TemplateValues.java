package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates the intrinsic functions of a template. A value that only the account has is a missing
 * node, and so is every value that depends on it.
 */
final class TemplateValues {
  private static final JsonNode UNKNOWN = TemplateReferences.UNKNOWN;
  private static final Pattern SUBSTITUTE = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final CloudFormationTemplate template;
  private final TemplateReferences references;
  private final TemplateConditions conditions;

  /**
   * @param references what {@code Ref} and {@code Fn::GetAtt} return
   * @param problems takes errors in the template; if there are any, no value is valid
   */
  TemplateValues(
      CloudFormationTemplate template, TemplateReferences references, Set<String> problems) {
    this.template = template;
    this.references = references;
    this.conditions =
        new TemplateConditions(template.tree().path("Conditions"), this::resolve, problems::add);
  }

  /** A value with its functions evaluated. */
  JsonNode of(JsonNode node) {
    JsonNode value = resolve(node);
    return value.isPojo() ? UNKNOWN : value;
  }

  /** Whether a condition holds; empty if it depends on values that only the account has. */
  Optional<Boolean> holds(String condition) {
    return conditions.holds(condition);
  }

  private JsonNode resolve(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : array) {
        JsonNode value = resolve(element);
        if (value.isMissingNode()) {
          return UNKNOWN;
        }
        if (!value.isPojo()) {
          resolved.add(value);
        }
      }
      return resolved;
    }
    if (node instanceof ObjectNode object) {
      if (object.size() == 1) {
        String name = object.fieldNames().next();
        if (name.equals("Ref") || name.startsWith("Fn::")) {
          return function(name, object.get(name));
        }
      }
      ObjectNode resolved = Json.object();
      for (var entry : object.properties()) {
        JsonNode value = resolve(entry.getValue());
        if (!value.isPojo()) {
          // Kept, so that a caller that needs the whole value sees that a part is unknown.
          resolved.set(entry.getKey(), value);
        }
      }
      return resolved;
    }
    // A dynamic reference is often a secret, which must not be read here.
    return node.isTextual() && node.asText().contains("{{resolve:") ? UNKNOWN : node;
  }

  private JsonNode function(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" -> references.ref(argument.asText());
      case "Fn::GetAtt" -> references.attribute(argument);
      case "Fn::Join" -> join(argument);
      case "Fn::Sub" -> sub(argument);
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument);
      case "Fn::If" -> choose(argument);
      case "Fn::FindInMap" -> findInMap(argument);
      case "Fn::Base64" ->
          mapText(
              resolve(argument),
              text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      default -> UNKNOWN;
    };
  }

  private JsonNode join(JsonNode argument) {
    JsonNode parts = resolve(argument.path(1));
    if (!parts.isArray()) {
      return UNKNOWN;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode part : parts) {
      if (!part.isValueNode()) {
        return UNKNOWN;
      }
      texts.add(part.asText());
    }
    return JsonNodeFactory.instance.textNode(String.join(argument.path(0).asText(), texts));
  }

  private JsonNode sub(JsonNode argument) {
    String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
    JsonNode names = argument.isArray() ? argument.path(1) : Json.object();
    StringBuilder result = new StringBuilder();
    Matcher matcher = SUBSTITUTE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(2);
      JsonNode value;
      if (!matcher.group(1).isEmpty()) {
        value = JsonNodeFactory.instance.textNode("${" + name + "}");
      } else if (names.has(name)) {
        value = resolve(names.get(name));
      } else if (name.contains(".") && !name.startsWith("AWS::")) {
        value =
            references.attribute(
                name.substring(0, name.indexOf('.')), name.substring(name.indexOf('.') + 1));
      } else {
        value = references.ref(name);
      }
      if (!value.isValueNode() || value.isPojo()) {
        return UNKNOWN;
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value.asText()));
    }
    matcher.appendTail(result);
    return JsonNodeFactory.instance.textNode(result.toString());
  }

  private JsonNode select(JsonNode argument) {
    JsonNode list = resolve(argument.path(1));
    JsonNode index = resolve(argument.path(0));
    if (argument.path(1).isArray() && index.isValueNode()) {
      // One unknown element does not hide the others.
      return resolve(argument.path(1).path(index.asInt()));
    }
    return list.isArray() && index.isValueNode() ? list.path(index.asInt()) : UNKNOWN;
  }

  private JsonNode split(JsonNode argument) {
    JsonNode text = resolve(argument.path(1));
    if (!text.isValueNode()) {
      return UNKNOWN;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    String separator = Pattern.quote(argument.path(0).asText());
    List.of(text.asText().split(separator, -1)).forEach(list::add);
    return list;
  }

  private JsonNode choose(JsonNode argument) {
    Optional<Boolean> holds = holds(argument.path(0).asText());
    return holds.map(yes -> resolve(argument.path(yes ? 1 : 2))).orElse(UNKNOWN);
  }

  private JsonNode findInMap(JsonNode argument) {
    JsonNode node = template.tree().path("Mappings").path(argument.path(0).asText());
    for (int i = 1; i <= 2; i++) {
      JsonNode key = resolve(argument.path(i));
      node = key.isValueNode() ? node.path(key.asText()) : UNKNOWN;
    }
    return node;
  }

  private static JsonNode mapText(JsonNode node, Function<String, String> function) {
    return node.isValueNode() && !node.isPojo()
        ? JsonNodeFactory.instance.textNode(function.apply(node.asText()))
        : UNKNOWN;
  }
}

package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.source.CloudFormationTypes.Resource;
import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates the expressions in {@code cloudformation.yaml}; its header defines their syntax. */
final class TypeExpressions {
  private static final JsonNode UNKNOWN = MissingNode.getInstance();
  private static final Pattern BRACES = Pattern.compile("\\{([^}]*)}");

  private final JsonNode table;

  TypeExpressions(JsonNode table) {
    this.table = table;
  }

  /** What {@code Fn::GetAtt} returns, if it follows from the physical id. */
  Optional<String> attribute(Resource resource, String name) {
    JsonNode format = table.path(resource.type()).path("attributes").path(name);
    return format.isTextual() ? text(format.asText(), resource) : Optional.empty();
  }

  /** Fills in the braces of a format; empty if a value is unknown. */
  Optional<String> text(String format, Resource resource) {
    return text(fill(format, resource, UNKNOWN));
  }

  /** Fills in a format: a tree whose texts are expressions. */
  JsonNode build(JsonNode format, Resource resource, JsonNode each) {
    if (format instanceof ObjectNode object) {
      ObjectNode built = Json.object();
      for (var entry : object.properties()) {
        JsonNode value = build(entry.getValue(), resource, each);
        if (isKnown(value)) {
          built.set(entry.getKey(), value);
        }
      }
      return built;
    }
    if (format instanceof ArrayNode array) {
      ArrayNode built = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> built.add(build(element, resource, each)));
      return built;
    }
    return value(format.asText(), resource, each);
  }

  private JsonNode value(String expression, Resource resource, JsonNode each) {
    if (expression.startsWith("=")) {
      return JsonNodeFactory.instance.textNode(expression.substring(1));
    }
    if (expression.contains("{")) {
      return fill(expression, resource, each);
    }
    List<String> steps = List.of(expression.split(" \\| ", -1));
    JsonNode value = source(steps.get(0).strip(), resource, each);
    for (String step : steps.subList(1, steps.size())) {
      value = apply(step.strip(), value);
    }
    return value;
  }

  private JsonNode source(String source, Resource resource, JsonNode each) {
    if (source.equals("$id")) {
      return node(resource.id());
    }
    if (source.startsWith("$each")) {
      return source.length() == 5 ? each : path(each, source.substring(6));
    }
    if (source.startsWith("@")) {
      return node(attribute(resource, source.substring(1)));
    }
    if (source.startsWith("AWS::")) {
      return node(resource.pseudo().apply(source));
    }
    return path(resource.properties(), source);
  }

  private JsonNode fill(String format, Resource resource, JsonNode each) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = BRACES.matcher(format);
    while (matcher.find()) {
      JsonNode value = value(matcher.group(1), resource, each);
      if (!value.isValueNode()) {
        return UNKNOWN;
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value.asText()));
    }
    matcher.appendTail(filled);
    return JsonNodeFactory.instance.textNode(filled.toString());
  }

  private static JsonNode apply(String function, JsonNode value) {
    String[] words = function.split(" ", -1);
    if (words[0].equals("default")) {
      return value.isMissingNode() ? JsonNodeFactory.instance.textNode(words[1]) : value;
    }
    if (!isWhole(value)) {
      return UNKNOWN;
    }
    return switch (words[0]) {
      case "json" ->
          value.isTextual() ? value : JsonNodeFactory.instance.textNode(value.toString());
      case "tags" -> map(value, "Key", "Value");
      case "map" -> map(value, words[1], words[2]);
      case "last" -> text(value, text -> text.substring(text.lastIndexOf(words[1]) + 1));
      case "part" ->
          text(
              value,
              text -> {
                List<String> parts = List.of(text.split("\\|", -1));
                int at = Integer.parseInt(words[1]);
                return at < parts.size() ? parts.get(at) : text;
              });
      case "after" ->
          text(
              value,
              text ->
                  text.contains(words[1])
                      ? text.substring(text.indexOf(words[1]) + words[1].length())
                      : text);
      case "trim" ->
          text(
              value,
              text ->
                  text.endsWith(words[1])
                      ? text.substring(0, text.length() - words[1].length())
                      : text);
      default ->
          throw new IllegalStateException("cloudformation.yaml: unknown function " + function);
    };
  }

  private static JsonNode map(JsonNode list, String name, String value) {
    ObjectNode map = Json.object();
    list.forEach(element -> map.set(element.path(name).asText(), element.path(value)));
    return map;
  }

  private static JsonNode text(JsonNode value, Function<String, String> function) {
    return value.isValueNode()
        ? JsonNodeFactory.instance.textNode(function.apply(value.asText()))
        : UNKNOWN;
  }

  static JsonNode path(JsonNode node, String path) {
    JsonNode at = node;
    for (String step : path.split("\\.", -1)) {
      at = step.matches("\\d+") ? at.path(Integer.parseInt(step)) : at.path(step);
    }
    return at;
  }

  /** Whether a value is completely known. */
  private static boolean isWhole(JsonNode value) {
    if (value.isMissingNode()) {
      return false;
    }
    for (JsonNode inner : value) {
      if (!isWhole(inner)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKnown(JsonNode value) {
    return isWhole(value) && !value.isNull();
  }

  static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
  }

  private static JsonNode node(Optional<String> text) {
    return text.<JsonNode>map(JsonNodeFactory.instance::textNode).orElse(UNKNOWN);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isValueNode() ? Optional.of(node.asText()) : Optional.empty();
  }
}

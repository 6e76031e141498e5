package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Body;
import dev.terrace.hcl.Expression;
import dev.terrace.hcl.Template;
import dev.terrace.terraform.StackFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Converts values of one stack's JSON to expressions of Terraform's native syntax. */
final class JsonExpressions {
  private final StackTree stack;
  private final JsonTexts jsonTexts;

  /**
   * @param isText whether an expression is known to return a string
   */
  JsonExpressions(StackTree stack, Predicate<String> isText) {
    this.stack = stack;
    this.jsonTexts = new JsonTexts(isText);
  }

  /** The arguments without comments and nulls. */
  static Map<String, JsonNode> arguments(JsonNode body) {
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    body.properties().forEach(each -> arguments.put(each.getKey(), each.getValue()));
    arguments.remove("//");
    arguments.values().removeIf(JsonNode::isNull);
    return arguments;
  }

  /** Every argument as an attribute. */
  Body attributes(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body)
        .forEach((name, value) -> items.add(new Body.Attribute(name, expression(value))));
    return new Body(items);
  }

  /** Every argument as an attribute that Terraform does not evaluate. */
  static Body literalAttributes(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body).forEach((name, value) -> items.add(new Body.Attribute(name, literal(value))));
    return new Body(items);
  }

  /**
   * The value of a resource argument: JSON becomes {@code jsonencode}, Base64 text becomes {@code
   * base64encode}.
   *
   * @param attribute {@code type.attribute}
   */
  Expression value(String attribute, JsonNode value) {
    return Optional.of(value)
        .filter(JsonNode::isTextual)
        .map(text -> template(text.asText()))
        .flatMap(
            template -> jsonTexts.asCall(attribute, template).or(() -> Base64Text.asCall(template)))
        .orElseGet(() -> expression(value));
  }

  /** A value whose strings are templates. */
  Expression expression(JsonNode value) {
    if (value.isTextual()) {
      return Expression.of(template(value.asText()));
    }
    if (value.isObject()) {
      return new Expression.Fields(
          value.properties().stream()
              .map(
                  each ->
                      new Expression.Field(template(each.getKey()), expression(each.getValue())))
              .toList());
    }
    if (value.isArray()) {
      List<Expression> elements = new ArrayList<>();
      value.forEach(each -> elements.add(expression(each)));
      return new Expression.Tuple(elements);
    }
    return new Expression.Source(value.toString());
  }

  /** A value that Terraform does not evaluate: no string is a template. */
  static Expression literal(JsonNode value) {
    if (value.isTextual()) {
      return Expression.literal(value.asText());
    }
    if (value.isObject()) {
      return new Expression.Fields(
          value.properties().stream()
              .map(
                  each ->
                      new Expression.Field(
                          Template.literal(each.getKey()), literal(each.getValue())))
              .toList());
    }
    if (value.isArray()) {
      List<Expression> elements = new ArrayList<>();
      value.forEach(each -> elements.add(literal(each)));
      return new Expression.Tuple(elements);
    }
    return new Expression.Source(value.toString());
  }

  /** References, which JSON writes as strings. */
  Expression bare(JsonNode value) {
    if (value.isArray()) {
      List<Expression> elements = new ArrayList<>();
      value.forEach(each -> elements.add(bare(each)));
      return new Expression.Tuple(elements);
    }
    if (!value.isTextual()) {
      throw new EjectException("a reference is expected, not " + value);
    }
    Template template = Template.parse(renamed(value.asText()));
    return new Expression.Source(template.wholeExpression().orElse(template.source()));
  }

  private Template template(String source) {
    Template template = Template.parse(source);
    return template.hasSequences() ? Template.parse(renamed(source)) : template;
  }

  /** Uses the new names of the remote state data sources. */
  private String renamed(String expression) {
    String renamed = expression;
    for (Map.Entry<String, String> each : stack.earlier().entrySet()) {
      String old = "data.terraform_remote_state." + StackFile.remoteState(each.getKey()) + ".";
      renamed = renamed.replace(old, "data.terraform_remote_state." + each.getValue() + ".");
    }
    return renamed;
  }

  /** The new name of a remote state data source; any other name stays. */
  String newName(String kind, String type, String name) {
    if (kind.equals("data") && type.equals("terraform_remote_state")) {
      for (Map.Entry<String, String> each : stack.earlier().entrySet()) {
        if (StackFile.remoteState(each.getKey()).equals(name)) {
          return each.getValue();
        }
      }
    }
    return name;
  }
}

package dev.terrace.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Terraform expressions of known and of unknown values, in its JSON syntax.
 *
 * <p>{@code timestamp()} is unknown during a plan: "Terraform will evaluate it during the apply
 * step", https://developer.hashicorp.com/terraform/language/functions/timestamp. So is what other
 * functions return for it, each with its own type; {@code jsondecode} returns a value of any type.
 */
final class ValueExpressions {
  private static final String TEXT = "timestamp()";
  private static final String TEXTS = "split(\",\", timestamp())";

  private ValueExpressions() {}

  static JsonNode of(OutputValue value) {
    if (value instanceof OutputValue.Known known) {
      return known(known.value(), known.type());
    }
    if (value instanceof OutputValue.Partial partial) {
      return partial(partial.value(), partial.unknown());
    }
    return unknown(((OutputValue.Unknown) value).type());
  }

  private static JsonNode unknown(JsonNode type) {
    return expression(
        switch (type.toString()) {
          case "\"string\"" -> TEXT;
          case "\"number\"" -> "tonumber(" + TEXT + ")";
          case "\"bool\"" -> "tobool(" + TEXT + ")";
          case "[\"list\",\"string\"]" -> TEXTS;
          case "[\"set\",\"string\"]" -> "toset(" + TEXTS + ")";
          case "[\"map\",\"string\"]" -> "zipmap(" + TEXTS + ", " + TEXTS + ")";
          default -> "jsondecode(" + TEXT + ")";
        });
  }

  private static JsonNode known(JsonNode value, JsonNode type) {
    if (value.isTextual()) {
      return JsonNodeFactory.instance.textNode(literal(value.asText()));
    }
    if (!value.isContainerNode()) {
      return value;
    }
    String decoded = "jsondecode(" + literal(Json.quoted(value.toString())) + ")";
    return expression(
        switch (type.path(0).asText()) {
          case "list" -> "tolist(" + decoded + ")";
          case "set" -> "toset(" + decoded + ")";
          case "map" -> "tomap(" + decoded + ")";
          default -> decoded;
        });
  }

  private static JsonNode partial(JsonNode value, JsonNode unknown) {
    if (unknown.isBoolean() && unknown.asBoolean()) {
      return unknown(JsonNodeFactory.instance.missingNode());
    }
    if (unknown.isArray() && value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < Math.max(value.size(), unknown.size()); i++) {
        list.add(partial(value.path(i), unknown.path(i)));
      }
      return list;
    }
    if (unknown.isObject() && value.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      value.fieldNames().forEachRemaining(names::add);
      unknown.fieldNames().forEachRemaining(names::add);
      ObjectNode filled = Json.object();
      names.forEach(
          name -> filled.set(literal(name), partial(value.path(name), unknown.path(name))));
      return filled;
    }
    return known(value, JsonNodeFactory.instance.missingNode());
  }

  private static JsonNode expression(String text) {
    return JsonNodeFactory.instance.textNode("${" + text + "}");
  }

  /** No part of it is a template. */
  private static String literal(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }
}

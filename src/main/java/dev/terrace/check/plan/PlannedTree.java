package dev.terrace.check.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.terrace.terraform.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan as {@code terraform show -json} prints it, in the form of a synthesized stack, so that the
 * same rules read it: planned values, with expressions where values are known after apply. Format:
 * <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON Output Format</a>.
 */
public final class PlannedTree {
  private static final TextNode SENSITIVE = TextNode.valueOf("${sensitive}");

  private record Instance(String module, JsonNode resource, String label) {}

  private final JsonNode plan;
  private final PlannedReferences references;
  private final Map<String, JsonNode> unknown = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final ObjectNode tree = Json.object();

  private PlannedTree(JsonNode plan) {
    this.plan = plan;
    references = new PlannedReferences(plan.path("configuration").path("root_module"));
    for (JsonNode each : plan.path("resource_changes")) {
      unknown.put(each.path("address").asText(), each.path("change").path("after_unknown"));
    }
  }

  /**
   * @throws IllegalArgumentException when it is no plan
   */
  public static JsonNode of(JsonNode plan) {
    if (!plan.path("planned_values").isObject() || !plan.path("configuration").isObject()) {
      throw new IllegalArgumentException("no plan: planned_values or configuration is missing");
    }
    return new PlannedTree(plan).tree();
  }

  /** The region of the AWS provider; empty if the plan does not say. */
  public static String region(JsonNode plan) {
    JsonNode region =
        plan.path("configuration")
            .path("provider_config")
            .path("aws")
            .path("expressions")
            .path("region");
    String variable = region.path("references").path(0).asText("").replaceFirst("^var\\.", "");
    return region
        .path("constant_value")
        .asText(plan.path("variables").path(variable).path("value").asText(""));
  }

  private JsonNode tree() {
    Map<String, Instance> instances = new LinkedHashMap<>();
    collect(plan.path("planned_values").path("root_module"), "", instances);
    ObjectNode resources = tree.putObject("resource");
    instances.forEach(
        (address, instance) ->
            resources
                .withObjectProperty(instance.resource().path("type").asText())
                .set(instance.label(), body(address, instance)));
    return tree;
  }

  private void collect(JsonNode module, String path, Map<String, Instance> instances) {
    for (JsonNode each : module.path("resources")) {
      if (each.path("mode").asText().equals("managed")) {
        String address = each.path("address").asText();
        String type = each.path("type").asText();
        String label = label(address, type);
        instances.put(address, new Instance(path, each, label));
        references.add(address, type, label);
      }
    }
    for (JsonNode child : module.path("child_modules")) {
      String address = PlannedReferences.configured(child.path("address").asText());
      collect(child, address + ".", instances);
    }
  }

  /** The name of a resource; with modules and the key of the instance, if it has any. */
  private String label(String address, String type) {
    String label = address.replaceFirst(type + "\\.", "").replaceAll("[^\\w-]+", "-");
    String free = label;
    for (int i = 2; !taken.add(type + "." + free); i++) {
      free = label + "-" + i;
    }
    return free;
  }

  private ObjectNode body(String address, Instance instance) {
    JsonNode resource = instance.resource();
    ObjectNode body = present(resource.path("values"), resource.path("sensitive_values"));
    ObjectNode notes = body.withObjectProperty("//").put("address", address);
    notes.withObjectProperty("metadata").put("path", "plan/" + address);
    JsonNode expressions =
        references.expressions(
            instance.module(), resource.path("type").asText(), resource.path("name").asText());
    fill(instance.module(), body, expressions, unknown.getOrDefault(address, Json.object()));
    return body;
  }

  /** Without what is null or an empty list: a synthesized stack does not write it. */
  private static ObjectNode present(JsonNode values, JsonNode sensitive) {
    ObjectNode present = Json.object();
    values
        .properties()
        .forEach(
            entry -> {
              JsonNode hidden = sensitive.path(entry.getKey());
              JsonNode value = entry.getValue();
              if (hidden.asBoolean() && !value.isNull()) {
                present.set(entry.getKey(), SENSITIVE);
              } else if (value.isObject()) {
                present.set(entry.getKey(), present(value, hidden));
              } else if (value.isArray() && !value.isEmpty()) {
                present.set(entry.getKey(), elements(value, hidden));
              } else if (value.isValueNode() && !value.isNull()) {
                present.set(entry.getKey(), value);
              }
            });
    return present;
  }

  private static ArrayNode elements(JsonNode values, JsonNode sensitive) {
    ArrayNode elements = Json.object().arrayNode();
    for (int i = 0; i < values.size(); i++) {
      JsonNode hidden = sensitive.path(i);
      JsonNode value = values.get(i);
      elements.add(
          hidden.asBoolean() ? SENSITIVE : value.isObject() ? present(value, hidden) : value);
    }
    return elements;
  }

  /** Puts expressions where values are unknown, and where a known one is a resource's attribute. */
  private void fill(String module, ObjectNode body, JsonNode expressions, JsonNode unknown) {
    expressions
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              JsonNode expression = entry.getValue();
              JsonNode value = body.path(name);
              if (expression.isArray()) {
                boolean aligned = value.isArray() && value.size() == expression.size();
                for (int i = 0; aligned && i < value.size(); i++) {
                  if (value.get(i) instanceof ObjectNode block) {
                    fill(module, block, expression.get(i), unknown.path(name).path(i));
                  }
                }
              } else if (expression.has("references")) {
                List<String> read = references.attributes(module, expression);
                boolean isUnknown = value.isMissingNode() && isUnknown(unknown.path(name));
                if (isUnknown || (read.size() == 1 && isPlain(value))) {
                  body.set(name, written(read, unknown.path(name).isArray()));
                }
              } else if (value instanceof ObjectNode block) {
                fill(module, block, expression, unknown.path(name));
              }
            });
  }

  private static boolean isUnknown(JsonNode unknown) {
    if (unknown.isContainerNode()) {
      for (JsonNode each : unknown) {
        if (isUnknown(each)) {
          return true;
        }
      }
    }
    return unknown.asBoolean();
  }

  /** Whether a value is an identifier, not a document or a text around one. */
  private static boolean isPlain(JsonNode value) {
    return value.isTextual() && value.textValue().matches("[\\w:/.-]+");
  }

  private static JsonNode written(List<String> read, boolean isList) {
    if (read.isEmpty()) {
      return TextNode.valueOf("${unknown}");
    }
    ArrayNode list = Json.object().arrayNode();
    read.forEach(each -> list.add("${" + each + "}"));
    return isList || read.size() > 1 ? list : list.get(0);
  }
}

package dev.terrace.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.check.model.Model;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Models for the tests of rules. */
final class Trees {
  static final EnvironmentId SHOP = new EnvironmentId("shop", "test");

  /** Attributes whose value is a document: examples write them as trees. */
  private static final Set<String> DOCUMENTS =
      Set.of("policy", "assume_role_policy", "container_definitions", "content");

  private Trees() {}

  /** An environment of one stack. */
  static Model model(JsonNode resources) {
    ObjectNode tree = Json.object();
    tree.set("resource", written(resources));
    return new Model(SHOP, "here", Map.of(SHOP.stack("platform"), tree));
  }

  /** The stacks of a synthesized environment, as copies that a test may change. */
  static Map<StackId, JsonNode> of(Synthesized environment) {
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    for (Stack stack : environment.stacks()) {
      trees.put(environment.environment().id().stack(stack.layer()), stack.tree().deepCopy());
    }
    return trees;
  }

  static Model model(Synthesized environment, Map<StackId, JsonNode> trees) {
    return new Model(
        environment.environment().id(), environment.environment().config().region(), trees);
  }

  /** With documents as texts, as Terraform has them. */
  private static JsonNode written(JsonNode resources) {
    ObjectNode all = resources.deepCopy();
    all.forEach(
        type ->
            type.forEach(
                body -> {
                  if (body instanceof ObjectNode object) {
                    for (String name : DOCUMENTS) {
                      if (object.path(name).isContainerNode()) {
                        object.put(name, object.get(name).toString());
                      }
                    }
                    object
                        .properties()
                        .forEach(
                            each -> {
                              if (each.getValue().asText().startsWith("REPEAT-")) {
                                int times = Integer.parseInt(each.getValue().asText().substring(7));
                                object.put(each.getKey(), "x".repeat(times));
                              }
                            });
                  }
                }));
    return all;
  }

  /** A tree with a change laid over it: maps are merged, null takes a key away. */
  static JsonNode merged(JsonNode below, JsonNode change) {
    if (!below.isObject() || !change.isObject()) {
      return change;
    }
    ObjectNode result = below.deepCopy();
    change
        .properties()
        .forEach(
            each -> {
              if (each.getValue().isNull()) {
                result.remove(each.getKey());
              } else {
                result.set(each.getKey(), merged(below.path(each.getKey()), each.getValue()));
              }
            });
    return result;
  }

  /** What rules report, as {@code rule message}. */
  static List<String> found(Model model, List<Rule> rules) {
    List<String> found = new ArrayList<>();
    for (Finding each : findings(model, rules)) {
      found.add(each.rule().id() + " " + each.message());
    }
    return found;
  }

  static List<Finding> findings(Model model, List<Rule> rules) {
    return Evaluation.of(
        model, rules, (resource, attribute, value) -> new ValueOrigin("Stack.java", 0, ""));
  }
}

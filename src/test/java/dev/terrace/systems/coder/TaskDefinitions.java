package dev.terrace.systems.coder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Task definitions as tests want to read them. */
final class TaskDefinitions {
  private TaskDefinitions() {}

  /** {@code NAME=value} a line, sorted: a container's plain variables. */
  static String environment(Stack stack, JsonNode container) {
    return variables(stack, container.path("environment"), "value");
  }

  /** {@code NAME=what it comes from} a line, sorted. */
  static String secrets(Stack stack, JsonNode container) {
    return variables(stack, container.path("secrets"), "valueFrom");
  }

  private static String variables(Stack stack, JsonNode list, String key) {
    List<String> lines = new ArrayList<>();
    list.forEach(
        each ->
            lines.add(each.path("name").asText() + "=" + stack.readable(each.path(key)) + "\n"));
    lines.sort(null);
    return String.join("", lines);
  }

  /** Everything about the containers that is neither environment nor secret. */
  static String describe(Stack stack, String service) {
    Resource task = stack.at(service + "/task/task-definition");
    return stack.describe(task.path()).replaceAll("container_definitions = .*\n", "")
        + stack.describe(task.json("container_definitions"));
  }

  /** The containers of a service's task, by name. */
  static Map<String, JsonNode> containers(Stack stack, String service) {
    Map<String, JsonNode> containers = new LinkedHashMap<>();
    stack
        .at(service + "/task/task-definition")
        .json("container_definitions")
        .forEach(each -> containers.put(each.path("name").asText(), each));
    return containers;
  }
}

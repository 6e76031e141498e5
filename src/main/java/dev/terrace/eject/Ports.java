package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Template;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The ports that services listen on, and every line of the written files that holds one. */
final class Ports {
  private Ports() {}

  /**
   * A line that holds a port.
   *
   * @param file relative to the ejected folder
   * @param line from 1
   */
  record Place(String file, int line, String text) {}

  /** Names of services by port: of containers, and of the constructs of target groups. */
  static Map<Integer, Set<String>> services(List<StackTree> stacks) {
    Map<Integer, Set<String>> names = new TreeMap<>();
    for (StackTree stack : stacks) {
      JsonNode resources = stack.tree().path("resource");
      for (JsonNode task : resources.path("aws_ecs_task_definition")) {
        for (JsonNode container : containers(task.path("container_definitions").asText())) {
          for (JsonNode mapping : container.path("portMappings")) {
            add(names, mapping.path("containerPort"), container.path("name").asText());
          }
        }
      }
      for (JsonNode group : resources.path("aws_lb_target_group")) {
        String path = group.path("//").path("metadata").path("path").asText();
        String[] parts = path.split("/", -1);
        add(names, group.path("port"), parts[Math.min(1, parts.length - 1)]);
      }
    }
    return names;
  }

  private static void add(Map<Integer, Set<String>> names, JsonNode port, String name) {
    if (port.isInt()) {
      names.computeIfAbsent(port.asInt(), each -> new TreeSet<>()).add(name);
    }
  }

  private static JsonNode containers(String definitions) {
    StringBuilder json = new StringBuilder();
    for (Template.Part part : Template.parse(definitions).parts()) {
      json.append(part instanceof Template.Text text ? text.meaning() : "-");
    }
    try {
      return Json.parse(json.toString());
    } catch (IllegalArgumentException e) {
      return Json.object(); // containers that only Terraform knows
    }
  }

  /**
   * Where a port stands as a number of its own.
   *
   * @param texts by file
   */
  static List<Place> places(int port, Map<String, String> texts) {
    Pattern number = Pattern.compile("(?<![\\w.-])" + port + "(?![\\w-]|\\.\\d)");
    List<Place> places = new ArrayList<>();
    texts.forEach(
        (file, text) -> {
          List<String> lines = text.lines().toList();
          for (int i = 0; i < lines.size(); i++) {
            if (number.matcher(lines.get(i)).find()) {
              places.add(new Place(file, i + 1, lines.get(i).strip()));
            }
          }
        });
    return places;
  }
}

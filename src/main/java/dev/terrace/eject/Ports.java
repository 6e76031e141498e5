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

/** The ports of services, and every line of the ejected files that holds one. */
final class Ports {
  private Ports() {}

  /**
   * A block that holds a port.
   *
   * @param file relative to the ejected folder
   * @param block its comment, which is the construct's path, or else its first line
   * @param lines from 1
   */
  record Place(String file, String block, List<Integer> lines) {}

  /** Names of services by port: of containers and of target groups' constructs. */
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
      return Json.object(); // known only to Terraform
    }
  }

  /**
   * The blocks that hold a port as a number of its own.
   *
   * @param texts by file
   */
  static List<Place> places(int port, Map<String, String> texts) {
    Pattern number = Pattern.compile("(?<![\\w.-])" + port + "(?![\\w-]|\\.\\d)");
    List<Place> places = new ArrayList<>();
    texts.forEach(
        (file, text) -> {
          List<String> lines = text.lines().toList();
          String block = "";
          for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.endsWith("{") && !line.startsWith(" ")) {
              boolean commented = i > 0 && lines.get(i - 1).startsWith("# ");
              block = commented ? lines.get(i - 1).substring(2) : line.replace(" {", "");
            }
            if (number.matcher(line).find() && !line.startsWith("#")) {
              Place last = places.isEmpty() ? null : places.get(places.size() - 1);
              if (last == null || !last.file().equals(file) || !last.block().equals(block)) {
                last = new Place(file, block, new ArrayList<>());
                places.add(last);
              }
              last.lines().add(i + 1);
            }
          }
        });
    return places;
  }
}

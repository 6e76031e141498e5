package dev.terrace.picture;

import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.Picture.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Who calls whom by a private name: the containers of one service name another one's host. */
final class PrivateNames {
  private final Model model;
  private final Map<String, Resource> services = new LinkedHashMap<>();

  PrivateNames(Model model) {
    this.model = model;
    for (Resource service : model.all("aws_ecs_service")) {
      for (Resource entry : model.targets(service, "service_registries")) {
        for (Resource namespace : model.targets(entry, "dns_config")) {
          String host = name(entry) + "." + name(namespace);
          services.put(host, service);
        }
      }
    }
  }

  private String name(Resource resource) {
    return model.expand(resource, resource.text("name"));
  }

  List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    for (Resource service : model.all("aws_ecs_service")) {
      String texts = texts(service);
      services.forEach(
          (host, other) -> {
            if (!other.equals(service) && mentions(texts, host)) {
              edges.add(new Edge(Boxes.id(service), Boxes.id(other), ""));
            }
          });
    }
    return edges;
  }

  private String texts(Resource service) {
    StringBuilder texts = new StringBuilder();
    for (Resource task : model.targets(service, "task_definition")) {
      for (Containers.Container container : Containers.of(task)) {
        texts.append(model.expand(task, container.definition().toString())).append('\n');
      }
    }
    return texts.toString();
  }

  private static boolean mentions(String texts, String host) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(host) + "(?![\\w-])")
        .matcher(texts)
        .find();
  }
}

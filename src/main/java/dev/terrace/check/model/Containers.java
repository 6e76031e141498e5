package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The containers of task definitions. */
public final class Containers {
  private static final String ATTRIBUTE = "container_definitions";

  private Containers() {}

  /**
   * A container.
   *
   * @param definition as ECS takes it
   */
  public record Container(Resource task, JsonNode definition) {
    public String name() {
      return definition.path("name").asText();
    }

    /** Where the container stands in the task definition, followed by a key. */
    public String at(String key) {
      return ATTRIBUTE + "." + key;
    }
  }

  /** Of all task definitions. */
  public static List<Container> of(Model model) {
    List<Container> containers = new ArrayList<>();
    model.all("aws_ecs_task_definition").forEach(task -> containers.addAll(of(task)));
    return containers;
  }

  public static List<Container> of(Resource task) {
    List<Container> containers = new ArrayList<>();
    task.document(ATTRIBUTE).forEach(each -> containers.add(new Container(task, each)));
    return containers;
  }
}

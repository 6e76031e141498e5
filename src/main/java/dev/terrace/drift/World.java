package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Resources of an environment's states, as the states and as AWS have them, by type. */
public final class World {
  private final Map<String, List<JsonNode>> byType = new HashMap<>();

  /**
   * @param values of one resource; both of its versions are added where they differ
   */
  public void add(String type, JsonNode values) {
    byType.computeIfAbsent(type, key -> new ArrayList<>()).add(values);
  }

  /**
   * Everything that a refreshing plan knows.
   *
   * @param plan as {@code terraform show -json} prints it
   */
  public void add(JsonNode plan) {
    for (JsonNode resource : plan.at("/prior_state/values/root_module/resources")) {
      add(resource.path("type").asText(), resource.path("values"));
    }
    for (JsonNode drifted : plan.path("resource_drift")) {
      add(drifted.path("type").asText(), drifted.at("/change/before"));
    }
  }

  List<JsonNode> all(String type) {
    return byType.getOrDefault(type, List.of());
  }
}

package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.scan.PlanScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a plan. */
final class PlanReader {
  private PlanReader() {}

  static Plan read(JsonNode tree) {
    List<Plan.Change> changes = new ArrayList<>();
    for (JsonNode resource : tree.path("resource_changes")) {
      JsonNode change = resource.path("change");
      Plan.Action action = Plan.Action.of(change.path("actions"));
      boolean imported = change.has("importing");
      if (!resource.path("mode").asText().equals("managed")
          || (action == Plan.Action.NONE && !imported)) {
        continue;
      }
      changes.add(
          new Plan.Change(
              resource.path("address").asText(),
              resource.path("type").asText(),
              action,
              imported,
              AttributeDifferences.of(change),
              forcedBy(change.path("replace_paths")),
              resource.path("action_reason").asText(""),
              change.path("before"),
              change.path("after")));
    }
    Map<String, Plan.Action> outputs = new LinkedHashMap<>();
    tree.path("output_changes")
        .properties()
        .forEach(
            output -> {
              Plan.Action action = Plan.Action.of(output.getValue().path("actions"));
              if (action != Plan.Action.NONE) {
                outputs.put(output.getKey(), action);
              }
            });
    return new Plan(List.copyOf(changes), outputs, PlanScan.of(tree));
  }

  private static List<String> forcedBy(JsonNode paths) {
    List<String> words = new ArrayList<>();
    for (JsonNode path : paths) {
      StringBuilder text = new StringBuilder();
      for (JsonNode step : path) {
        text.append(
            step.isNumber() ? "[" + step + "]" : (text.isEmpty() ? "" : ".") + step.asText());
      }
      words.add(text.toString());
    }
    return words;
  }
}

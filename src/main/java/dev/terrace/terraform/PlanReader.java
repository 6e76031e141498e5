package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.scan.PlanScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the JSON of a plan. */
final class PlanReader {
  private PlanReader() {}

  static Plan read(JsonNode tree) {
    List<Plan.Change> changes = new ArrayList<>();
    for (JsonNode resource : tree.path("resource_changes")) {
      JsonNode change = resource.path("change");
      String previous = resource.path("previous_address").asText("");
      boolean moved = !previous.isEmpty() && !previous.equals(resource.path("address").asText());
      Plan.Action action = action(change, moved);
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
              action == Plan.Action.MOVE
                  ? List.of(
                      new Plan.Attribute("address", previous, resource.path("address").asText()))
                  : AttributeDifferences.of(change),
              forcedBy(change),
              resource.path("action_reason").asText(""),
              sensitive(change),
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

  private static Set<String> sensitive(JsonNode change) {
    Set<String> names = new TreeSet<>();
    for (JsonNode marks :
        List.of(change.path("before_sensitive"), change.path("after_sensitive"))) {
      marks.properties().stream()
          .filter(each -> Marks.holdsTrue(each.getValue()))
          .forEach(each -> names.add(each.getKey()));
    }
    return names;
  }

  private static Plan.Action action(JsonNode change, boolean moved) {
    Plan.Action action = Plan.Action.of(change.path("actions"));
    return action == Plan.Action.NONE && moved ? Plan.Action.MOVE : action;
  }

  private static List<String> forcedBy(JsonNode change) {
    List<String> words = new ArrayList<>();
    for (JsonNode path : change.path("replace_paths")) {
      words.add(forcedBy(path, change.path("before"), change.path("after")));
    }
    return words;
  }

  /** With the names that {@link AttributeDifferences} gives to elements. */
  private static String forcedBy(JsonNode path, JsonNode before, JsonNode after) {
    StringBuilder text = new StringBuilder();
    JsonNode old = before;
    JsonNode now = after;
    for (JsonNode step : path) {
      if (!step.isNumber()) {
        text.append(text.isEmpty() ? "" : ".").append(step.asText());
        old = old.path(step.asText());
        now = now.path(step.asText());
        continue;
      }
      int position = step.asInt();
      JsonNode element = now.has(position) ? now.path(position) : old.path(position);
      Optional<String> identity =
          old.isArray() && now.isArray() ? ElementNames.identity(old, now) : Optional.empty();
      if (identity.isPresent()) {
        String name = element.path(identity.get()).asText();
        text.append('[').append(name).append(']');
        old = old.path(ElementNames.positions(old, identity.get()).getOrDefault(name, -1));
      } else {
        text.append('[').append(position).append(']');
        old = old.path(position);
      }
      now = now.path(position);
    }
    return text.toString();
  }
}

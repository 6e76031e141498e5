package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ResourceTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Completes a draft: reads imported resources and sets attributes that AWS does not store. */
public final class DraftPlanner {
  private DraftPlanner() {}

  /**
   * @param detached the stack
   * @param imports import ids by address
   * @param planner plans a root against a state
   * @return the plan of the stack against the completed draft
   * @throws AdoptException if a resource was not imported
   */
  public static JsonNode complete(
      StateDraft draft,
      ObjectNode detached,
      Map<String, String> imports,
      BiFunction<ObjectNode, ObjectNode, JsonNode> planner) {
    ObjectNode root = detached;
    if (!imports.isEmpty()) {
      root = detached.deepCopy();
      ArrayNode blocks = root.putArray("import");
      imports.forEach((address, id) -> blocks.addObject().put("to", address).put("id", id));
    }
    JsonNode plan = planner.apply(root, draft.tree());
    boolean changed = !imports.isEmpty();
    Map<String, JsonNode> read = new LinkedHashMap<>();
    plan.at("/prior_state/values/root_module/resources")
        .forEach(resource -> read.put(resource.path("address").asText(), resource));
    for (Map.Entry<String, String> each : imports.entrySet()) {
      JsonNode resource = read.get(each.getKey());
      if (resource == null) {
        throw new AdoptException(
            each.getKey() + ": " + each.getValue() + " was not imported; nothing was changed");
      }
      draft.imported(each.getKey(), resource);
    }
    for (int i = 0; i < 3; i++) {
      changed |= putUnreadable(draft, plan, imports.keySet());
      if (!changed) {
        return plan;
      }
      plan = planner.apply(detached, draft.tree());
      changed = false;
    }
    return plan;
  }

  /**
   * Puts tags where the configuration sets them, and sets attributes that only the state has, such
   * as {@code deletion_window_in_days: null -> 30}. An import sets the provider's default ({@code
   * skip_final_snapshot: true}), which the configuration's value replaces; a value in an old state
   * was set on purpose and remains, as a difference.
   */
  private static boolean putUnreadable(StateDraft draft, JsonNode plan, Set<String> imported) {
    boolean changed = false;
    for (JsonNode resource : plan.path("resource_changes")) {
      String address = resource.path("address").asText();
      JsonNode change = resource.path("change");
      if (!draft.added().contains(address) || !change.path("before").isObject()) {
        continue;
      }
      Optional<JsonNode> tags = DraftTags.moved(change);
      if (tags.isPresent()) {
        draft.set(address, "tags", tags.get());
        changed = true;
      }
      for (var attribute : change.path("after").properties()) {
        JsonNode before = change.path("before").path(attribute.getKey());
        boolean unset = before.isNull() || before.isMissingNode();
        if ((unset || imported.contains(address))
            && !attribute.getValue().isNull()
            && !attribute.getValue().equals(before)
            && ResourceTypes.isProviderOnly(resource.path("type").asText(), attribute.getKey())) {
          draft.set(address, attribute.getKey(), attribute.getValue());
          changed = true;
        }
      }
    }
    return changed;
  }

  /** The outputs in a state. */
  public static Map<String, JsonNode> outputs(Optional<ObjectNode> state) {
    Map<String, JsonNode> outputs = new LinkedHashMap<>();
    state.ifPresent(
        tree ->
            tree.path("outputs")
                .properties()
                .forEach(entry -> outputs.put(entry.getKey(), entry.getValue().path("value"))));
    return outputs;
  }
}

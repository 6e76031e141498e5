package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes a draft whole: what is imported is read, and what AWS does not keep is put in. */
public final class Settling {
  private Settling() {}

  /**
   * @param detached the stack
   * @param imports ids by address
   * @param planner plans a root against a state
   * @return the plan of the stack against the draft as it is then
   * @throws AdoptException when something that is to be imported was not
   */
  public static JsonNode settle(
      Draft draft,
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
      changed |= putProviderOnly(draft, plan, imports.keySet());
      if (!changed) {
        return plan;
      }
      plan = planner.apply(detached, draft.tree());
      changed = false;
    }
    return plan;
  }

  /**
   * {@code deletion_window_in_days: null -> 30} and the like: the state is all that has it. What an
   * import puts there is the provider's own guess ({@code skip_final_snapshot} is always true
   * then), so the configuration's value takes its place; what an old state holds was set by
   * somebody and stays, as a difference.
   */
  private static boolean putProviderOnly(Draft draft, JsonNode plan, Set<String> imported) {
    boolean changed = false;
    for (JsonNode resource : plan.path("resource_changes")) {
      String address = resource.path("address").asText();
      JsonNode change = resource.path("change");
      if (!draft.added().contains(address) || !change.path("before").isObject()) {
        continue;
      }
      for (var attribute : change.path("after").properties()) {
        JsonNode before = change.path("before").path(attribute.getKey());
        boolean unset = before.isNull() || before.isMissingNode();
        if ((unset || imported.contains(address))
            && !attribute.getValue().isNull()
            && !attribute.getValue().equals(before)
            && Tables.isProviderOnly(resource.path("type").asText(), attribute.getKey())) {
          draft.set(address, attribute.getKey(), attribute.getValue());
          changed = true;
        }
      }
    }
    return changed;
  }

  /** The outputs that a state holds. */
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

package dev.terrace.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Moves resources from one state to another while both are locked. The destination is written
 * first: a run that is killed in between leaves a resource in both states, never in neither, and a
 * second run completes it.
 */
public final class StateRelocation {
  private StateRelocation() {}

  /**
   * One resource, with all its instances.
   *
   * @param from its address in the source
   * @param to its address in the destination
   */
  public record Step(String from, String to) {}

  /** What both states are now. */
  public record Written(StoredState source, StoredState destination) {}

  /**
   * @param destination may be empty: of a stack that was split off
   * @throws RefusedException if the source does not exist, lacks a resource, or if the destination
   *     holds another one in its place
   * @throws LockedException if one of them is locked
   */
  public static Written move(RelocatedState source, RelocatedState destination, List<Step> steps) {
    boolean sourceFirst = source.stack().stackName().compareTo(destination.stack().stackName()) < 0;
    try (RelocatedState.Held one = (sourceFirst ? source : destination).lock();
        RelocatedState.Held other = (sourceFirst ? destination : source).lock()) {
      RelocatedState.Held from = sourceFirst ? one : other;
      RelocatedState.Held to = sourceFirst ? other : one;
      StoredState left =
          from.read()
              .orElseThrow(() -> new RefusedException(source.stack() + " has no state any more"));
      StoredState taken = to.read().orElseGet(() -> beginning(left));
      StoredState both = new Addition(steps, left, taken).result(destination);
      StoredState written = both.equals(taken) ? taken : to.write(both);
      return new Written(from.write(without(steps, left)), written);
    }
  }

  /** The first state of a stack. */
  private static StoredState beginning(StoredState other) {
    ObjectNode tree = Json.object();
    tree.put("version", 4);
    tree.set("terraform_version", other.tree().path("terraform_version"));
    tree.put("serial", 0).put("lineage", UUID.randomUUID().toString());
    tree.putObject("outputs");
    tree.putArray("resources");
    return new StoredState(tree);
  }

  /** What the destination is with the resources; the same where it has them already. */
  private record Addition(List<Step> steps, StoredState source, StoredState destination) {

    StoredState result(RelocatedState place) {
      ObjectNode tree = destination.tree().deepCopy();
      ArrayNode resources = (ArrayNode) tree.get("resources");
      Map<String, ObjectNode> sources = byAddress(source.tree());
      Map<String, ObjectNode> there = byAddress(tree);
      int before = there.size();
      for (Step step : steps) {
        ObjectNode moved = sources.get(step.from());
        if (moved == null) {
          throw new RefusedException(
              step.from() + " is no longer in the state: somebody changed it meanwhile");
        }
        ObjectNode rival = there.get(step.to());
        if (rival == null) {
          ObjectNode copy = moved.deepCopy();
          copy.put("name", step.to().substring(step.to().indexOf('.') + 1));
          resources.add(copy);
          there.put(step.to(), copy);
        } else if (!isSame(rival, moved)) {
          throw new RefusedException(
              place.stack() + " has another resource as " + step.to() + " already");
        }
      }
      if (there.size() == before) {
        return destination;
      }
      Map<String, String> renamed = new HashMap<>();
      steps.forEach(step -> renamed.put(step.from(), step.to()));
      steps.forEach(step -> fitDependencies(there.get(step.to()), renamed, there.keySet()));
      return new StoredState(tree);
    }

    /** They order destructions; those that stay in the other state mean nothing here. */
    private static void fitDependencies(
        ObjectNode resource, Map<String, String> renamed, Set<String> addresses) {
      for (JsonNode instance : resource.path("instances")) {
        if (instance instanceof ObjectNode object && object.path("dependencies").isArray()) {
          Set<String> kept = new LinkedHashSet<>();
          for (JsonNode each : object.path("dependencies")) {
            String address = renamed.getOrDefault(each.asText(), each.asText());
            if (addresses.contains(address)) {
              kept.add(address);
            }
          }
          ArrayNode dependencies = object.putArray("dependencies");
          kept.forEach(dependencies::add);
        }
      }
    }
  }

  private static StoredState without(List<Step> steps, StoredState source) {
    ObjectNode tree = source.tree().deepCopy();
    Set<String> moved = new HashSet<>();
    steps.forEach(step -> moved.add(step.from()));
    for (Iterator<JsonNode> each = tree.path("resources").iterator(); each.hasNext(); ) {
      if (address(each.next()).filter(moved::contains).isPresent()) {
        each.remove();
      }
    }
    return new StoredState(tree);
  }

  private static Map<String, ObjectNode> byAddress(JsonNode tree) {
    Map<String, ObjectNode> found = new HashMap<>();
    for (JsonNode resource : tree.path("resources")) {
      address(resource).ifPresent(at -> found.putIfAbsent(at, (ObjectNode) resource));
    }
    return found;
  }

  /** That of a managed resource of the root. */
  private static Optional<String> address(JsonNode resource) {
    return resource.path("mode").asText().equals("managed") && !resource.has("module")
        ? Optional.of(resource.path("type").asText() + "." + resource.path("name").asText())
        : Optional.empty();
  }

  /** By the id; a resource without one by everything that is known of it. */
  private static boolean isSame(JsonNode one, JsonNode other) {
    String id = one.at("/instances/0/attributes/id").asText();
    return id.isEmpty()
        ? one.path("instances").equals(other.path("instances"))
        : id.equals(other.at("/instances/0/attributes/id").asText());
  }
}

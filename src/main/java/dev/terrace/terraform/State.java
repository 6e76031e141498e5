package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Terraform's state holds.
 *
 * @param resources attributes of each managed resource, by address
 * @param tainted addresses of resources that the next plan replaces
 * @param outputs names of the outputs
 */
public record State(
    long serial, Map<String, JsonNode> resources, Set<String> tainted, Set<String> outputs) {
  public static final State EMPTY = new State(0, Map.of(), Set.of(), Set.of());

  /**
   * @param tree a state of version 4, as {@code terraform state pull} gives it
   */
  public static State of(JsonNode tree) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    Set<String> tainted = new TreeSet<>();
    for (JsonNode resource : tree.path("resources")) {
      if (!resource.path("mode").asText().equals("managed")) {
        continue;
      }
      for (JsonNode instance : resource.path("instances")) {
        String name = address(resource, instance);
        if (instance.has("deposed")) { // replaced by the current one, and not destroyed yet
          resources.putIfAbsent(name, instance.path("attributes"));
        } else {
          resources.put(name, instance.path("attributes"));
          if (isTainted(instance)) {
            tainted.add(name);
          }
        }
      }
    }
    Set<String> outputs = new TreeSet<>();
    tree.path("outputs").fieldNames().forEachRemaining(outputs::add);
    return new State(tree.path("serial").asLong(), resources, tainted, outputs);
  }

  /**
   * A copy of a state in which these resources are not marked as tainted.
   *
   * @param tree as in {@link #of}
   */
  public static ObjectNode untainted(JsonNode tree, Set<String> addresses) {
    ObjectNode copy = tree.deepCopy();
    for (JsonNode resource : copy.path("resources")) {
      for (JsonNode instance : resource.path("instances")) {
        if (isTainted(instance) && addresses.contains(address(resource, instance))) {
          ((ObjectNode) instance).remove("status");
        }
      }
    }
    return copy;
  }

  private static boolean isTainted(JsonNode instance) {
    return instance.path("status").asText().equals("tainted") && !instance.has("deposed");
  }

  private static String address(JsonNode resource, JsonNode instance) {
    String module = resource.path("module").asText("");
    JsonNode key = instance.path("index_key");
    return (module.isEmpty() ? "" : module + ".")
        + resource.path("type").asText()
        + "."
        + resource.path("name").asText()
        + (key.isMissingNode() ? "" : "[" + key + "]");
  }

  /** Neither resources nor outputs: never deployed, or destroyed. */
  public boolean isEmpty() {
    return resources.isEmpty() && outputs.isEmpty();
  }

  /** The type of a resource, from its address. */
  public static String typeOf(String address) {
    String bare = address.replaceFirst("\\[.*", "");
    String[] parts = bare.split("\\.", -1);
    return parts[parts.length - 2];
  }
}

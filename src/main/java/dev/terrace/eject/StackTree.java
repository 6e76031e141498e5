package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A synthesized stack.
 *
 * @param name of the stack and of its folder
 * @param tree {@code cdk.tf.json}, numbers exact
 * @param earlier names that its data sources for other stacks' states get instead of cdktf's, by
 *     stack name
 */
public record StackTree(String name, JsonNode tree, Map<String, String> earlier) {
  /** The bodies of one section, {@code resource} for example, whether given as object or list. */
  static List<JsonNode> all(JsonNode objectOrList) {
    if (objectOrList.isArray()) {
      List<JsonNode> found = new java.util.ArrayList<>();
      objectOrList.forEach(each -> found.addAll(all(each)));
      return found;
    }
    return objectOrList.isObject() ? List.of(objectOrList) : List.of();
  }
}

package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.check.model.Resource;
import dev.terrace.terraform.ElementNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a synthesized resource has where AWS differs. */
public final class CodeValue {
  private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)\\]|([^.\\[]+)");

  private CodeValue() {}

  /**
   * @param body of the resource
   * @param path as in {@link DriftedValue}: {@code [3]} is a position, {@code [name]} the element
   *     with that name, key or id
   * @return missing if the code does not set it
   */
  public static JsonNode at(JsonNode body, String path) {
    JsonNode node = body;
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      node = step.group(1) == null ? field(node, step.group(2)) : element(node, step.group(1));
    }
    return node;
  }

  private static JsonNode field(JsonNode node, String name) {
    return (node.isArray() ? node.path(0) : node).path(name);
  }

  private static JsonNode element(JsonNode list, String which) {
    if (which.matches("\\d{1,6}")) {
      return list.isArray() ? list.path(Integer.parseInt(which)) : list;
    }
    for (JsonNode each : Resource.list(list)) {
      for (String identity : ElementNames.IDENTITIES) {
        if (each.path(identity).asText("").equals(which)) {
          return each;
        }
      }
    }
    return MissingNode.getInstance();
  }
}

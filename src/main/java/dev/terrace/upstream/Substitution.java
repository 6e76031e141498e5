package dev.terrace.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.StackId;
import dev.terrace.terraform.StackFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of the data sources that read the outputs of earlier stacks. A data
 * source {@code data.terraform_remote_state.NAME} becomes a local value {@code local.NAME} of the
 * same shape, an object with one attribute {@code outputs}.
 */
public final class Substitution {
  private static final String TYPE = "terraform_remote_state";

  private final StackFile stack;
  private final Map<StackId, StackOutputs> earlier;

  /**
   * @param earlier what is known of each stack that the stack reads
   */
  public Substitution(StackFile stack, Map<StackId, StackOutputs> earlier) {
    this.stack = stack;
    this.earlier = new TreeMap<>(java.util.Comparator.comparing(StackId::toString));
    this.earlier.putAll(earlier);
  }

  /** Whether the states have every value that the stack reads, so that it is planned as it is. */
  public boolean isNeeded() {
    return earlier.entrySet().stream()
        .anyMatch(
            each ->
                read(each.getKey()).stream().anyMatch(name -> !each.getValue().isDeployed(name)));
  }

  private Set<String> read(StackId id) {
    return stack.outputsReadFrom(id.stackName());
  }

  public SubstitutedStack make() {
    ObjectNode tree = stack.tree().deepCopy();
    List<AwaitedOutput> awaited = new ArrayList<>();
    earlier.forEach(
        (id, outputs) -> {
          String name = StackFile.remoteState(id.stackName());
          ObjectNode values = tree.withObject("/locals").putObject(name).putObject("outputs");
          for (String output : read(id)) {
            OutputValue value = outputs.value(output);
            values.set(output, ValueExpressions.of(value));
            if (!(value instanceof OutputValue.Known)) {
              awaited.add(
                  new AwaitedOutput(
                      id, output, outputs.planned(), OutputUses.of(stack.tree(), name, output)));
            }
          }
          tree.withObject("/data/" + TYPE).remove(name);
        });
    if (tree.path("data").path(TYPE).isEmpty()) {
      tree.withObject("/data").remove(TYPE);
    }
    return new SubstitutedStack((ObjectNode) rewritten(tree), List.copyOf(awaited));
  }

  private JsonNode rewritten(JsonNode node) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(rewritten(node.asText()));
    }
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (JsonNode each : node) {
        if (!isDependency(each)) {
          list.add(rewritten(each));
        }
      }
      return list;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(each -> object.set(each.getKey(), rewritten(each.getValue())));
      return object;
    }
    return node;
  }

  /** An element of {@code depends_on}, which takes no local value. */
  private boolean isDependency(JsonNode element) {
    return earlier.keySet().stream()
        .anyMatch(id -> element.asText().equals(address(StackFile.remoteState(id.stackName()))));
  }

  private String rewritten(String text) {
    String result = text;
    for (StackId id : earlier.keySet()) {
      String name = StackFile.remoteState(id.stackName());
      if (result.contains(name)) {
        result =
            Pattern.compile(Pattern.quote(address(name)) + "(?![\\w-])")
                .matcher(result)
                .replaceAll(Matcher.quoteReplacement("local." + name));
      }
    }
    return result;
  }

  static String address(String name) {
    return "data." + TYPE + "." + name;
  }
}

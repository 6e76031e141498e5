package dev.terrace.moves;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.DesiredResource.Reference;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource of the code with the arguments that the synthesized file knows. Values that refer to
 * resources in the state are those of the state; other expressions are not known.
 *
 * @param isComplete whether every argument is known
 */
record WantedResource(DesiredResource desired, boolean isComplete) {
  /** What Terraform itself reads, see the resource block's meta-arguments. */
  private static final Set<String> NO_ARGUMENTS =
      Set.of(
          "//",
          "connection",
          "count",
          "depends_on",
          "for_each",
          "lifecycle",
          "provider",
          "provisioner",
          "timeouts");

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([a-z][a-z0-9_]*\\.[A-Za-z_][\\w-]*)\\.(\\w+)}");

  /**
   * @param path of the construct
   * @param body as the synthesized file has it
   */
  static WantedResource of(StackId stack, String address, String path, JsonNode body, State state) {
    Evaluation evaluation = new Evaluation(stack, state);
    ObjectNode arguments = Json.object();
    body.properties().stream()
        .filter(each -> !NO_ARGUMENTS.contains(each.getKey()))
        .forEach(
            each -> arguments.set(each.getKey(), evaluation.known(each.getKey(), each.getValue())));
    DesiredResource desired =
        new DesiredResource(
            stack,
            address,
            path,
            State.typeOf(address),
            arguments,
            Json.object(),
            evaluation.references);
    return new WantedResource(desired, evaluation.complete);
  }

  /** Replaces the expressions of one resource. */
  private static final class Evaluation {
    private final StackId stack;
    private final State state;
    private final Map<String, Reference> references = new LinkedHashMap<>();
    private boolean complete = true;

    Evaluation(StackId stack, State state) {
      this.stack = stack;
      this.state = state;
    }

    JsonNode known(String path, JsonNode value) {
      if (value instanceof ObjectNode object) {
        ObjectNode known = Json.object();
        object
            .properties()
            .forEach(
                each ->
                    known.set(each.getKey(), known(path + "." + each.getKey(), each.getValue())));
        return known;
      }
      if (value instanceof ArrayNode array) {
        ArrayNode known = Json.object().arrayNode();
        for (int i = 0; i < array.size(); i++) {
          known.add(known(path + "[" + i + "]", array.get(i)));
        }
        return known;
      }
      return value.isTextual() && value.asText().contains("${")
          ? evaluated(path, value.asText())
          : value;
    }

    private JsonNode evaluated(String path, String expression) {
      Matcher whole = REFERENCE.matcher(expression);
      if (whole.matches()) {
        JsonNode there = inState(whole);
        if (!there.isMissingNode()) {
          return there.deepCopy();
        }
        references.put(path, new Reference(stack, whole.group(1), whole.group(2)));
      } else {
        String text =
            REFERENCE
                .matcher(expression)
                .replaceAll(
                    found ->
                        Matcher.quoteReplacement(
                            inState(found).isMissingNode()
                                ? found.group()
                                : inState(found).asText()));
        if (!text.contains("${")) {
          return Json.object().textNode(text);
        }
      }
      complete = false;
      return Json.object().nullNode();
    }

    private JsonNode inState(MatchResult reference) {
      JsonNode there = state.resources().get(reference.group(1));
      return there == null ? MissingNode.getInstance() : there.path(reference.group(2));
    }
  }
}

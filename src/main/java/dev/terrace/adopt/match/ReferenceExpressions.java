package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.match.DesiredResource.Reference;
import dev.terrace.config.StackId;
import dev.terrace.terraform.StackFile;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves expressions of synthesized stacks that are exactly one reference.
 *
 * @param stacks the synthesized JSON of each stack, by its name
 * @param ids of the same stacks
 */
record ReferenceExpressions(Map<String, JsonNode> stacks, Map<String, StackId> ids) {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\$\\{(aws_\\w+\\.[A-Za-z_][\\w-]*)\\.([A-Za-z_][\\w.\\[\\]]*)}");

  private static final Pattern UPSTREAM =
      Pattern.compile(
          "\\$\\{data\\.terraform_remote_state\\."
              + Pattern.quote(StackFile.remoteState(""))
              + "([\\w-]+)\\.outputs\\.([\\w-]+)}");

  /** The attribute that an expression refers to, directly or through outputs of earlier stacks. */
  Optional<Reference> reference(StackId stack, JsonNode expression) {
    if (!expression.isTextual()) {
      return Optional.empty();
    }
    Matcher attribute = ATTRIBUTE.matcher(expression.asText());
    if (attribute.matches()) {
      return Optional.of(new Reference(stack, attribute.group(1), attribute.group(2)));
    }
    Matcher upstream = UPSTREAM.matcher(expression.asText());
    if (upstream.matches() && stacks.containsKey(upstream.group(1))) {
      JsonNode value =
          stacks.get(upstream.group(1)).path("output").path(upstream.group(2)).path("value");
      return reference(ids.get(upstream.group(1)), value);
    }
    return Optional.empty();
  }

  /** Whether a value contains no expression. */
  static boolean isConstant(JsonNode value) {
    return !value.isTextual() || !value.asText().matches("(?s).*[$%]\\{.*");
  }
}

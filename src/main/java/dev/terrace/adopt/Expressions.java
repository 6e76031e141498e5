package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.Wanted.Reference;
import dev.terrace.config.StackId;
import dev.terrace.terraform.StackFile;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions of synthesized stacks, as far as they are one reference and nothing else.
 *
 * @param stacks the synthesized JSON of each stack, by its name
 * @param ids of the same stacks
 */
record Expressions(Map<String, JsonNode> stacks, Map<String, StackId> ids) {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\$\\{(aws_\\w+\\.[A-Za-z_][\\w-]*)\\.([A-Za-z_][\\w.\\[\\]]*)}");

  private static final Pattern UPSTREAM =
      Pattern.compile(
          "\\$\\{data\\.terraform_remote_state\\."
              + Pattern.quote(StackFile.remoteState(""))
              + "([\\w-]+)\\.outputs\\.([\\w-]+)}");

  private static final Pattern UPSTREAM_ANYWHERE =
      Pattern.compile(
          "data\\.terraform_remote_state\\."
              + Pattern.quote(StackFile.remoteState(""))
              + "([\\w-]+)\\.outputs\\.([\\w-]+)");

  /** What an expression refers to, through outputs of earlier stacks where it has to be. */
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

  /** Whether a text is the same whatever is deployed. */
  static boolean isConstant(JsonNode value) {
    return !value.isTextual() || !value.asText().matches("(?s).*[$%]\\{.*");
  }

  interface Replacement {
    String of(Upstream upstream);
  }

  /** A text with each reference to an earlier stack's output replaced. */
  static String replaceUpstream(String text, Replacement replacement) {
    return UPSTREAM_ANYWHERE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    replacement.of(new Upstream(found.group(1), found.group(2)))));
  }
}

package dev.terrace.adopt.state;

import dev.terrace.terraform.StackFile;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An output of an earlier stack.
 *
 * @param stack the stack's name, {@code coder-production-network}
 */
public record UpstreamOutput(String stack, String output) {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "data\\.terraform_remote_state\\."
              + Pattern.quote(StackFile.remoteState(""))
              + "([\\w-]+)\\.outputs\\.([\\w-]+)");

  /** Replaces every reference to an output of an earlier stack in a text. */
  static String replaceAll(String text, Function<UpstreamOutput, String> replacement) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    replacement.apply(new UpstreamOutput(found.group(1), found.group(2)))));
  }
}

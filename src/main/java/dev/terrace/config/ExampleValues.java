package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Values that stand in a file until somebody gives the right ones: they synthesize, and are wrong
 * in every account.
 */
final class ExampleValues {
  /** One for each kind, found anywhere in a text. */
  private static final List<Pattern> KINDS =
      List.of(
          // RFC 2606, and the company that the shipped environments belong to.
          Pattern.compile(
              "(?:^|[/@.])(?:company\\.com|example\\.(?:com|net|org))(?:$|[/:])",
              Pattern.CASE_INSENSITIVE),
          // Account ids of one digit, and the one of AWS's documentation.
          Pattern.compile("(?:^|:)(?:(\\d)\\1{11}|123456789012)(?:$|[:.])"),
          // Ids such as 11111111-1111-1111-1111-111111111111: certificates, directories.
          Pattern.compile("(\\d)\\1{7}(?:-\\1{4}){3}-\\1{12}"));

  private ExampleValues() {}

  static boolean holds(String text) {
    return KINDS.stream().anyMatch(kind -> kind.matcher(text).find());
  }

  /** Reports every example value of a configuration. */
  static void report(JsonNode tree, Problems problems) {
    if (tree.isTextual()) {
      if (holds(tree.asText())) {
        problems.add("is an example: give the value of your own", tree.asText());
      }
      return;
    }
    if (tree.isArray()) {
      for (int i = 0; i < tree.size(); i++) {
        report(tree.get(i), problems.at(i));
      }
      return;
    }
    tree.properties().forEach(entry -> report(entry.getValue(), problems.at(entry.getKey())));
  }
}

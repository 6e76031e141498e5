package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills <code>{name}</code> in texts of the configuration with values that are known before
 * anything is deployed, and escapes what Terraform would read as a template. <code>${NAME}</code>
 * is left to whoever reads it later, such as a shell.
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<!\\$)\\{([a-zA-Z][a-zA-Z0-9.-]*)}");

  private final TreeMap<String, String> values;

  public Placeholders(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /** Reports every placeholder that there is no value for. */
  public void check(Problems problems, String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (!values.containsKey(matcher.group(1))) {
        problems.add(
            "has no value for "
                + matcher.group()
                + "; known: "
                + String.join(", ", values.keySet()),
            text);
      }
    }
  }

  /** The text with its placeholders filled, as a literal of Terraform. */
  public String fill(String text) {
    return fillPlain(text).replace("${", "$${").replace("%{", "%%{");
  }

  /** The text with its placeholders filled, for what Terraform does not read as a template. */
  public String fillPlain(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }
}

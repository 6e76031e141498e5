package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills <code>{name}</code> in texts of the configuration, and escapes what Terraform would read as
 * a template. <code>${NAME}</code> is left for a later reader, such as a shell.
 *
 * <p>A value is a text that is known before anything is deployed, or an expression that Terraform
 * computes, such as the name of a load balancer. Expressions are put in as they are and never
 * looked at.
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<!\\$)\\{([a-zA-Z][a-zA-Z0-9.-]*)}");

  private final TreeMap<String, String> values;
  private final TreeMap<String, String> expressions;

  public Placeholders(Map<String, String> values) {
    this(values, Map.of());
  }

  private Placeholders(Map<String, String> values, Map<String, String> expressions) {
    this.values = new TreeMap<>(values);
    this.expressions = new TreeMap<>(expressions);
  }

  /** The same with values that Terraform computes. */
  public Placeholders withExpressions(Map<String, String> others) {
    return new Placeholders(values, others);
  }

  /** Reports every placeholder that there is no value for. */
  public void check(Problems problems, String text) {
    TreeSet<String> known = new TreeSet<>(values.keySet());
    known.addAll(expressions.keySet());
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (!known.contains(matcher.group(1))) {
        problems.add(
            "has no value for " + matcher.group() + "; known: " + String.join(", ", known), text);
      }
    }
  }

  /** The text with its placeholders filled, as a literal of Terraform around the expressions. */
  public String fill(String text) {
    return replace(
        escape(text),
        name ->
            expressions.containsKey(name)
                ? expressions.get(name)
                : values.containsKey(name) ? escape(values.get(name)) : null);
  }

  /** The text with its texts filled in, for what Terraform does not read as a template. */
  public String fillPlain(String text) {
    return replace(text, values::get);
  }

  private static String escape(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }

  private static String replace(String text, UnaryOperator<String> value) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String filled = value.apply(match.group(1));
              return Matcher.quoteReplacement(filled == null ? match.group() : filled);
            });
  }
}

package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills <code>{name}</code> in texts of the configuration, which are literals of Terraform already.
 * <code>${NAME}</code> is left for a later reader, such as a shell.
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
    if (text == null) {
      return; // reported when it was read
    }
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

  /** The same of every text of a task in which placeholders are filled. */
  public void check(Problems problems, TaskSpec task) {
    check(problems.at("image"), task.image());
    for (int i = 0; i < task.command().size(); i++) {
      check(problems.at("command").at(i), task.command().get(i));
    }
    check(problems.at("healthCheckCommand"), task.healthCheckCommand());
    task.environment().forEach((name, text) -> check(problems.at("environment").at(name), text));
  }

  /** The text with its placeholders filled. */
  public String fill(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(1);
              String filled = expressions.getOrDefault(name, values.get(name));
              return Matcher.quoteReplacement(filled == null ? match.group() : filled);
            });
  }
}

package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * One thing that is wrong with the input.
 *
 * @param where the file, with its line where it is known, and the path inside it
 * @param rule what must hold, and what to do where that is not plain
 * @param given the value that was given, or null where none was
 */
public record Problem(String where, String rule, Object given) {

  private static final int LONGEST_SHOWN = 500;

  public Problem {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(rule, "rule");
  }

  /** For example {@code environments/a/b.yaml:7 vpc.cidr: must be an IPv4 block, got '10.0.0'}. */
  @Override
  public String toString() {
    return where + ": " + rule + (given == null ? "" : ", got " + quoted(given));
  }

  /** On one line, and short: a value may be a text of any length, with line breaks. */
  private static String quoted(Object value) {
    String text = value.toString().replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    String shown =
        text.length() <= LONGEST_SHOWN
            ? text
            : text.substring(0, LONGEST_SHOWN) + "... (" + text.length() + " characters)";
    return value instanceof Number || value instanceof Boolean || value instanceof JsonNode
        ? shown
        : "'" + shown + "'";
  }
}

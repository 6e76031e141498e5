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
    return shortened(onOneLine(where))
        + ": "
        + onOneLine(rule)
        + (given == null ? "" : ", got " + quoted(given));
  }

  /** With control characters and line breaks as Java writes them. */
  static String onOneLine(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              switch (each) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                  if (isInvisible(each)) {
                    shown.append("\\u%04x".formatted(each));
                  } else {
                    shown.appendCodePoint(each);
                  }
                }
              }
            });
    return shown.toString();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, LONGEST_SHOWN) + "... (" + text.length() + " characters)";
  }

  /** Controls, line separators, half characters, and formats such as U+FEFF. */
  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** On one line, and short: a value may be a text of any length, with line breaks. */
  private static String quoted(Object value) {
    String text = onOneLine(value.toString());
    String shown = shortened(text);
    return value instanceof Number || value instanceof Boolean || value instanceof JsonNode
        ? shown
        : "'" + shown + "'";
  }
}

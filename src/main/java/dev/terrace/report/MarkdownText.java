package dev.terrace.report;

import dev.terrace.error.VisibleText;
import java.util.regex.Pattern;

/**
 * The one place that writes foreign text into Markdown. Everything that comes from a plan becomes a
 * code span, in which Markdown, HTML, mentions and references mean nothing
 * (https://spec.commonmark.org/0.31.2/#code-spans); a pipe is escaped, since a table would end its
 * cell at it (https://github.github.com/gfm/#tables-extension-).
 */
final class MarkdownText {
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private MarkdownText() {}

  /** A code span that shows the text on one line. */
  static String code(String text) {
    return span(VisibleText.of(text));
  }

  /** The same inside a table. */
  static String cell(String text) {
    return span(VisibleText.of(text)).replace("|", "\\|");
  }

  /** The same, shortened; the number of characters says what is missing. */
  static String code(String text, int longest) {
    return code(shortened(text, longest));
  }

  static String cell(String text, int longest) {
    return cell(shortened(text, longest));
  }

  static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  /** Longer than every run of backticks in the text; blanks keep them apart. */
  private static String span(String text) {
    if (text.isBlank()) {
      return "`\"" + text + "\"`";
    }
    String fence =
        "`"
            .repeat(
                1
                    + BACKTICKS
                        .matcher(text)
                        .results()
                        .mapToInt(match -> match.group().length())
                        .max()
                        .orElse(0));
    boolean padded =
        text.startsWith("`") || text.endsWith("`") || (text.startsWith(" ") && text.endsWith(" "));
    String blank = padded ? " " : "";
    return fence + blank + text + blank + fence;
  }
}

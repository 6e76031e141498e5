package dev.terrace.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a plan or of AWS on one line, with nothing in it that a terminal or a page obeys. */
public final class VisibleText {
  /** Line ends, control characters, and what reverses or hides text. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private VisibleText() {}

  /** With the number of each such character in its place, as in a string of Java. */
  public static String of(String text) {
    return INVISIBLE
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement("\\u%04x".formatted(match.group().codePointAt(0))));
  }
}

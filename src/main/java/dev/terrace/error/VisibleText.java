package dev.terrace.error;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a file, a plan or AWS, with nothing in it that a terminal or a page obeys. */
public final class VisibleText {
  /** Line ends, control characters, and what reverses or hides text. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  /**
   * What a terminal obeys but for line ends and tabs. Other invisible characters may stay, as those
   * that join letters of a script. The last three groups turn the direction
   * (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters).
   */
  private static final Pattern COMMANDS =
      Pattern.compile(
          "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
              + "&&[^\\n\\t]]");

  private VisibleText() {}

  /** On one line, with the number of each such character in its place, as in a string of Java. */
  public static String of(String text) {
    return INVISIBLE.matcher(text).replaceAll(VisibleText::number);
  }

  /** The same for text whose line ends and tabs are meant. A JSON document keeps its values. */
  public static String ofLines(String text) {
    return COMMANDS.matcher(text).replaceAll(VisibleText::number);
  }

  private static String number(MatchResult match) {
    return Matcher.quoteReplacement("\\u%04x".formatted(match.group().codePointAt(0)));
  }
}

package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of text in a configuration, with the limits of AWS. Every key of the same kind uses the
 * same type, in every system; {@link Is} names it.
 */
public abstract class ValueType {
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{[a-zA-Z][a-zA-Z0-9.-]*}");

  /** Characters of a text that patterns may be tried on. */
  public static final int LONGEST_TO_MATCH = 1_100;

  /** A wrong text of this length is shown its form first, and then its length. */
  private static final int SHORT = 64;

  private final String name;
  private final String pattern;
  private final int shortest;
  private final int longest;
  private final String rule;

  /**
   * @param name the type's name in the schema, such as {@code bucket-name}
   * @param pattern a regular expression that Java and ECMAScript read alike, without anchors
   * @param shortest characters
   * @param longest characters
   * @param rule what must hold, as messages say it
   */
  protected ValueType(String name, String pattern, int shortest, int longest, String rule) {
    this.name = name;
    this.pattern = pattern;
    this.shortest = shortest;
    this.longest = longest;
    this.rule = rule;
  }

  public final String name() {
    return name;
  }

  public final String pattern() {
    return pattern;
  }

  public final int shortest() {
    return shortest;
  }

  public final int longest() {
    return longest;
  }

  /** The rule that a text breaks, empty where AWS takes it. */
  public final Optional<String> refusal(String text) {
    String filled =
        mayHoldPlaceholders() ? PLACEHOLDER.matcher(text).replaceAll(placeholderSample()) : text;
    int length = filled.codePointCount(0, filled.length());
    // The engine for patterns recurses: a text of any length would overflow the stack.
    int mostToMatch = Math.min(LONGEST_TO_MATCH, Math.max(longest, SHORT));
    boolean fits = length <= mostToMatch && filled.matches(pattern);
    if (length > longest && (fits || length > mostToMatch)) {
      return Optional.of("must have at most " + longest + " characters, and has " + length);
    }
    if (length < shortest || !fits) {
      return Optional.of(rule);
    }
    return refusalBeyondForm(filled);
  }

  /** What a pattern cannot say. */
  protected Optional<String> refusalBeyondForm(String text) {
    return Optional.empty();
  }

  /** A doubt about a text that may be right, such as a version that is newer than the list. */
  public Optional<String> warning(String text) {
    return Optional.empty();
  }

  /** Whether <code>{name}</code> stands for a part that is filled in later. */
  public boolean mayHoldPlaceholders() {
    return false;
  }

  /** What a placeholder is checked as. */
  protected String placeholderSample() {
    return "x";
  }

  /** Whether AWS takes two keys of a map that differ in case for the same one. */
  public boolean ignoresCase() {
    return false;
  }

  /** Words that a mistyped one may mean; empty where there is no list. */
  public List<String> known() {
    return List.of();
  }

  /** Texts that AWS takes, for tests and for messages. */
  public abstract List<String> examples();

  /** Texts that look right and that AWS refuses, beyond what lengths and characters say. */
  public List<String> wrong() {
    return List.of();
  }

  protected final String rule() {
    return rule;
  }
}

package dev.terrace.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A template in a string of Terraform's JSON syntax: text, and sequences such as {@code
 * ${aws_vpc.main.id}}. The native syntax has the same grammar, except for backslashes.
 *
 * @param parts in order, without adjacent texts
 */
public record Template(List<Part> parts) {

  /** A piece of a template. */
  public sealed interface Part {}

  /**
   * Text; a doubled dollar or percent sign before a brace means a single one.
   *
   * @param source as written, not decoded
   */
  public record Text(String source) implements Part {

    /** The decoded text. */
    public String meaning() {
      return source.replace("$${", "${").replace("%%{", "%{");
    }
  }

  /**
   * An interpolation or a directive.
   *
   * @param source with its braces, as written
   */
  public record Sequence(String source) implements Part {

    /** The expression of an interpolation that does not strip whitespace. */
    Optional<String> expression() {
      boolean strips = source.startsWith("${~") || source.endsWith("~}");
      return source.startsWith("${") && !strips
          ? Optional.of(source.substring(2, source.length() - 1).strip())
          : Optional.empty();
    }
  }

  public Template {
    parts = List.copyOf(parts);
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException when a sequence is not terminated
   */
  public static Template parse(String source) {
    List<Part> parts = new ArrayList<>();
    int textStart = 0;
    int at = 0;
    while (at < source.length()) {
      if (isEscape(source, at)) {
        at += 3;
      } else if (isSequence(source, at)) {
        if (at > textStart) {
          parts.add(new Text(source.substring(textStart, at)));
        }
        int end = endOfSequence(source, at);
        parts.add(new Sequence(source.substring(at, end)));
        at = end;
        textStart = at;
      } else {
        at++;
      }
    }
    if (textStart < source.length()) {
      parts.add(new Text(source.substring(textStart)));
    }
    return new Template(parts);
  }

  /** A template that means exactly this text. */
  public static Template literal(String text) {
    return text.isEmpty() ? new Template(List.of()) : new Template(List.of(escaped(text)));
  }

  /** Text with this meaning. */
  public static Text escaped(String meaning) {
    return new Text(meaning.replace("${", "$${").replace("%{", "%%{"));
  }

  /** The expression, if the template is a single interpolation. */
  public Optional<String> wholeExpression() {
    return parts.size() == 1 && parts.get(0) instanceof Sequence sequence
        ? sequence.expression()
        : Optional.empty();
  }

  public boolean hasSequences() {
    return parts.stream().anyMatch(Sequence.class::isInstance);
  }

  /** As it was parsed. */
  public String source() {
    StringBuilder source = new StringBuilder();
    for (Part part : parts) {
      source.append(part instanceof Text text ? text.source() : ((Sequence) part).source());
    }
    return source.toString();
  }

  private static boolean isEscape(String source, int at) {
    return source.startsWith("$${", at) || source.startsWith("%%{", at);
  }

  private static boolean isSequence(String source, int at) {
    return source.startsWith("${", at) || source.startsWith("%{", at);
  }

  private static int endOfSequence(String source, int start) {
    int depth = 1;
    int at = start + 2;
    while (at < source.length()) {
      char here = source.charAt(at);
      if (here == '"') {
        at = endOfQuotes(source, at);
      } else if (here == '#' || source.startsWith("//", at)) {
        at = endOf(source, "\n", at);
      } else if (source.startsWith("/*", at)) {
        at = endOf(source, "*/", at + 2);
      } else {
        at++;
        if (here == '{') {
          depth++;
        } else if (here == '}' && --depth == 0) {
          return at;
        }
      }
    }
    throw unterminated(source, start);
  }

  /** The position after the quoted string that begins at {@code start}. */
  static int endOfQuotes(String source, int start) {
    int at = start + 1;
    while (at < source.length()) {
      char here = source.charAt(at);
      if (here == '"') {
        return at + 1;
      }
      if (here == '\\') {
        at += 2;
      } else if (isEscape(source, at)) {
        at += 3;
      } else if (isSequence(source, at)) {
        at = endOfSequence(source, at);
      } else {
        at++;
      }
    }
    throw unterminated(source, start);
  }

  private static int endOf(String source, String mark, int from) {
    int found = source.indexOf(mark, from);
    return found < 0 ? source.length() : found + mark.length();
  }

  private static IllegalArgumentException unterminated(String source, int start) {
    return new IllegalArgumentException(
        "the sequence at character "
            + (start + 1)
            + " of the template is not terminated: "
            + source);
  }
}

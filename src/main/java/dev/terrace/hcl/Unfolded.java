package dev.terrace.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses function calls with an object, which cdktf writes on one line, so that every field gets
 * its own line.
 */
final class Unfolded {
  private static final Pattern CALL = Pattern.compile("([a-z][a-z0-9_]*)\\((\\{.*\\})\\)");

  private final String source;
  private int at;

  private Unfolded(String source) {
    this.source = source;
  }

  /** The source has a form that stays unchanged. */
  private static final class UnsupportedFormException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Empty for any other expression. */
  static Optional<Expression> call(String source) {
    Matcher call = CALL.matcher(source);
    if (!call.matches()) {
      return Optional.empty();
    }
    Unfolded object = new Unfolded(call.group(2));
    try {
      Expression fields = object.object();
      return object.at == object.source.length()
          ? Optional.of(new Expression.Call(call.group(1), fields))
          : Optional.empty();
    } catch (UnsupportedFormException e) {
      return Optional.empty();
    }
  }

  private Expression object() {
    List<Expression.Field> fields = new ArrayList<>();
    expect("{");
    while (!peek("}")) {
      if (!fields.isEmpty()) {
        expect(",");
      }
      Template key = quoted();
      expect("=");
      fields.add(new Expression.Field(key, value()));
    }
    expect("}");
    return new Expression.Fields(fields);
  }

  private Expression value() {
    if (peek("{")) {
      return object();
    }
    if (peek("\"")) {
      Expression text = Expression.of(quoted());
      if (!peek(",") && !peek("}")) {
        throw new UnsupportedFormException(); // part of a larger expression
      }
      return text;
    }
    Matcher plain = Pattern.compile("[\\w.-]+").matcher(source).region(at, source.length());
    if (!plain.lookingAt()) {
      throw new UnsupportedFormException();
    }
    at = plain.end();
    if (!peek(",") && !peek("}")) {
      throw new UnsupportedFormException();
    }
    return new Expression.Source(plain.group());
  }

  private Template quoted() {
    if (!peek("\"")) {
      throw new UnsupportedFormException();
    }
    int end = Template.endOfQuotes(source, at);
    Template template = Template.parse(source.substring(at + 1, end - 1));
    boolean escapes =
        template.parts().stream()
            .anyMatch(part -> part instanceof Template.Text text && text.source().contains("\\"));
    if (escapes) {
      throw new UnsupportedFormException();
    }
    at = end;
    return template;
  }

  private boolean peek(String mark) {
    while (at < source.length() && source.charAt(at) == ' ') {
      at++;
    }
    return source.startsWith(mark, at);
  }

  private void expect(String mark) {
    if (!peek(mark)) {
      throw new UnsupportedFormException();
    }
    at += mark.length();
  }
}

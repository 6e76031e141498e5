package dev.terrace.hcl;

import java.util.List;
import java.util.Optional;

/** The value of an attribute. */
public sealed interface Expression {

  /**
   * Numbers, references, calls: anything that is written unchanged.
   *
   * @param text in Terraform's native syntax
   */
  record Source(String text) implements Expression {}

  /** A quoted template. */
  record Quoted(Template template) implements Expression {}

  /**
   * A template over several lines, if it {@link #fits}. {@code chomp} removes the newline of a last
   * line that had none.
   */
  record Heredoc(Template template) implements Expression {
    static final String MARK = "EOT";

    /**
     * Whether a heredoc means exactly the template: several lines without common indentation and
     * without characters that need escapes.
     */
    static boolean fits(Template template) {
      String source = template.source();
      boolean ends = source.endsWith("\n");
      int last = template.parts().size() - 1;
      return source.strip().contains("\n")
          && (ends || template.parts().get(last) instanceof Template.Text)
          && source.codePoints().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
          && source.lines().noneMatch(line -> line.strip().equals(MARK))
          && source
              .lines()
              .noneMatch(line -> !line.isEmpty() && line.chars().allMatch(Heredoc::isBlank))
          && source.lines().anyMatch(line -> !line.isEmpty() && !isBlank(line.charAt(0)))
          && source.lines().noneMatch(Heredoc::combinesWithIndentation)
          && template.parts().stream()
              .noneMatch(
                  part ->
                      part instanceof Template.Sequence each
                          && (each.source().startsWith("%{") || each.source().contains("\n")));
    }

    /** As in Terraform: {@link String#isBlank} excludes the no-break space. */
    private static boolean isBlank(int character) {
      return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** Terraform removes a combining character together with the indentation before it. */
    private static boolean combinesWithIndentation(String line) {
      return !line.isEmpty()
          && switch (Character.getType(line.codePointAt(0))) {
            case Character.NON_SPACING_MARK,
                Character.ENCLOSING_MARK,
                Character.COMBINING_SPACING_MARK,
                Character.FORMAT ->
                true;
            default -> false;
          };
    }
  }

  /** {@code [ … ]}. */
  record Tuple(List<Expression> elements) implements Expression {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  /** <code>{ … }</code>. */
  record Fields(List<Field> fields) implements Expression {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /** One line of {@link Fields}. */
  record Field(Template key, Expression value) {}

  /** A call of a function with one argument. */
  record Call(String function, Expression argument) implements Expression {}

  /**
   * A template in its most readable form: a lone interpolation becomes its expression, several
   * lines become a heredoc, and a call with an object takes one line per field.
   */
  static Expression of(Template template) {
    Optional<String> whole = template.wholeExpression();
    if (whole.isPresent()) {
      String text = whole.get();
      return Unfolded.call(text)
          .orElseGet(() -> new Source(text.contains("\n") ? "(" + text + ")" : text));
    }
    return Heredoc.fits(template) ? new Heredoc(template) : new Quoted(template);
  }

  /** Exactly this text, where Terraform accepts only a literal. */
  static Expression literal(String text) {
    return new Quoted(Template.literal(text));
  }
}

package dev.terrace.config.value;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tags. AWS General Reference, "Tag naming limits and requirements": 1-128 characters of a key,
 * 0-256 of a value; letters, digits, spaces and {@code _ . : / = + - @}; {@code aws:} is reserved.
 */
public final class TagValues {
  private static final String CHARACTERS =
      "may hold letters, digits, spaces and _ . : / = + - @ only, with no space at its ends";

  private TagValues() {}

  private static Optional<String> reserved(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith("aws:")
        ? Optional.of("must not start with 'aws:', which AWS reserves")
        : Optional.empty();
  }

  /** The key of a tag. */
  public static final class TagKey extends ValueType {
    public TagKey() {
      super(
          "tag-key",
          "(?! )[\\p{L}\\p{N} _.:/=+@-]*[\\p{L}\\p{N}_.:/=+@-]",
          1,
          128,
          "must be a tag's key of 1-128 characters, which " + CHARACTERS);
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return reserved(text);
    }

    /** IAM user guide, "Tags for IAM resources": tag keys of roles are not case-sensitive. */
    @Override
    public boolean ignoresCase() {
      return true;
    }

    @Override
    public List<String> examples() {
      return List.of("Project", "cost center", "team:owner", "Größe");
    }

    @Override
    public List<String> wrong() {
      return List.of("aws:x", "AWS:x", " a", "a ", "a,b", "a;b", "a{b}", "a\nb", "a\"b", "a#b");
    }
  }

  /** The value of a tag. */
  public static final class TagValue extends ValueType {
    public TagValue() {
      super(
          "tag-value",
          "(?! )([\\p{L}\\p{N} _.:/=+@-]*[\\p{L}\\p{N}_.:/=+@-])?",
          0,
          256,
          "must be a tag's value, which " + CHARACTERS);
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return reserved(text);
    }

    @Override
    public List<String> examples() {
      return List.of("", "coder-webide", "a@b.c");
    }

    @Override
    public List<String> wrong() {
      return List.of(" ", "a,b;c", "a\nb", "a(b)", "a*", "a\\b", "a|b", "aws:x", "a\tb", "<a>");
    }
  }
}

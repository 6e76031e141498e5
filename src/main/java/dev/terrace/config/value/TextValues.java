package dev.terrace.config.value;

import java.util.List;

/** Texts that people read. */
public final class TextValues {
  private TextValues() {}

  /** A description; Secrets Manager API, CreateSecret, takes 2048 characters of one. */
  public static final class Description extends ValueType {
    public Description() {
      super(
          "description",
          "[^\\u0000-\\u001f\\u007f]*[^\\u0000-\\u001f\\u007f\\s][^\\u0000-\\u001f\\u007f]*",
          1,
          1024,
          "must be one line that says what it is for");
    }

    @Override
    public List<String> examples() {
      return List.of("Signs cookies");
    }

    @Override
    public List<String> wrong() {
      return List.of("", " ", "a\nb", "a\tb", "a\u0000b");
    }
  }
}

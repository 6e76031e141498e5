package dev.terrace.config.value;

import java.util.List;

/** Any text at all. */
public final class AnyText extends ValueType {
  public AnyText() {
    super("any-text", "[\\s\\S]*", 0, LONGEST_TO_MATCH, "must be a text");
  }

  @Override
  public List<String> examples() {
    return List.of("any");
  }
}

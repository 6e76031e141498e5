package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Marks of a plan's values, such as {@code after_unknown} and {@code before_sensitive}: the tree of
 * the value with {@code true} for what is marked.
 */
public final class Marks {
  private Marks() {}

  /** Whether the value is marked as a whole. */
  public static boolean isTrue(JsonNode mark) {
    return mark.isBoolean() && mark.asBoolean();
  }

  /** Whether the value or anything within it is marked. */
  public static boolean holdsTrue(JsonNode mark) {
    if (isTrue(mark)) {
      return true;
    }
    for (JsonNode child : mark) {
      if (holdsTrue(child)) {
        return true;
      }
    }
    return false;
  }
}

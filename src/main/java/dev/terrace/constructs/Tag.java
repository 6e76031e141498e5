package dev.terrace.constructs;

import java.util.Map;

/** The one tag that a resource has of its own; the others come from the provider. */
public final class Tag {
  private Tag() {}

  public static Map<String, String> name(String name) {
    return Map.of("Name", name);
  }
}

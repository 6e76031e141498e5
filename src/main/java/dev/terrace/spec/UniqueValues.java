package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that only one service may have each, such as ports, with the keys that give them. */
public final class UniqueValues {
  private final Map<String, Map<String, Comparable<?>>> valuesByKind = new LinkedHashMap<>();

  /**
   * @param kind what the value is, such as port
   * @param key that gives it, such as {@code services.web.port}
   * @param value null: none
   */
  public void add(String kind, String key, Comparable<?> value) {
    Map<String, Comparable<?>> values =
        valuesByKind.computeIfAbsent(kind, absent -> new LinkedHashMap<>());
    if (value != null) {
      values.put(key, value);
    }
  }

  /** Reports every key whose value an earlier key has taken. */
  public void check(Problems root) {
    valuesByKind.forEach((kind, values) -> root.distinct("this " + kind, values));
  }
}

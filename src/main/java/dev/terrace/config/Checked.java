package dev.terrace.config;

/** A record of the configuration. */
public interface Checked {

  /**
   * Reports everything that the schema cannot say: ranges, forms, values that exclude one another.
   * Values may be null here where the schema has already reported them; checks skip those.
   */
  void check(Problems problems);
}

package dev.terrace.check;

/**
 * Where a value comes from.
 *
 * @param file relative to the project: an environment's file, or the class of the stack
 * @param line 0 if it is not known
 * @param key the key in the environment's file; empty for a class
 */
public record ValueOrigin(String file, int line, String key) {

  /** Such as {@code environments/coder/production.yaml:12 services.coder.image}. */
  public String describe() {
    return file + (line > 0 ? ":" + line : "") + (key.isEmpty() ? "" : " " + key);
  }
}

package dev.terrace.adopt.match;

/**
 * An attribute of an existing resource that differs from the configuration. Secrets are never
 * compared.
 *
 * @param path the attribute, or the first part of it that differs
 * @param existing the value there of the existing resource, shortened if it is long
 * @param desired the value there in the configuration
 */
public record AttributeDifference(String path, String existing, String desired) {

  public String describe() {
    return path + " is " + existing + ", the configuration says " + desired;
  }
}

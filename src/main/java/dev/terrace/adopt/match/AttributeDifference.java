package dev.terrace.adopt.match;

/**
 * An attribute of an existing resource that differs from the configuration. Secrets are never
 * compared.
 *
 * @param existing the value of the existing resource, shortened if it is long
 * @param desired the value in the configuration
 */
public record AttributeDifference(String attribute, String existing, String desired) {

  public String describe() {
    return attribute + " is " + existing + ", the configuration says " + desired;
  }
}

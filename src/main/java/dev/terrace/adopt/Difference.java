package dev.terrace.adopt;

/**
 * One attribute of a resource that exists and is not what the configuration says. Secrets are never
 * compared.
 *
 * @param exists what the resource that exists has, cut where it is long
 * @param wanted what the configuration says
 */
public record Difference(String attribute, String exists, String wanted) {
  @Override
  public String toString() {
    return attribute + " is " + exists + ", the configuration says " + wanted;
  }
}

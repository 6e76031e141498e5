package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;

/** How many resources a plan changes or an apply changed. */
public record Counts(int imports, int additions, int changes, int destructions) {
  public static final Counts NONE = new Counts(0, 0, 0, 0);

  static Counts of(JsonNode document) {
    JsonNode attributes = document.path("data").path("attributes");
    return new Counts(
        attributes.path("resource-imports").asInt(),
        attributes.path("resource-additions").asInt(),
        attributes.path("resource-changes").asInt(),
        attributes.path("resource-destructions").asInt());
  }

  @Override
  public String toString() {
    return (imports > 0 ? imports + " to import, " : "")
        + additions
        + " to create, "
        + changes
        + " to change, "
        + destructions
        + " to destroy";
  }
}

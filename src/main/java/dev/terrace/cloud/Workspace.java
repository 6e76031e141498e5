package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A snapshot of a workspace.
 *
 * @param executionMode {@code remote}, {@code local} or {@code agent}
 * @param connectedToRepository pushes to the repository start its runs
 * @param autoApply runs that others start are applied without a confirmation
 * @param sharedWithAll every workspace of the organization may read its state
 * @param lockedBy such as {@code user ada}; empty if unknown
 */
public record Workspace(
    String id,
    String name,
    String executionMode,
    String terraformVersion,
    boolean connectedToRepository,
    boolean autoApply,
    boolean sharedWithAll,
    int resourceCount,
    boolean locked,
    String lockedBy) {

  /**
   * @param document of the API, with {@code locked_by} included if requested
   */
  static Workspace of(JsonNode document) {
    JsonNode data = document.path("data");
    JsonNode attributes = data.path("attributes");
    return new Workspace(
        data.path("id").asText(),
        attributes.path("name").asText(),
        attributes.path("execution-mode").asText("remote"),
        attributes.path("terraform-version").asText(""),
        attributes.path("vcs-repo").isObject(),
        attributes.path("auto-apply").asBoolean(),
        attributes.path("global-remote-state").asBoolean(),
        attributes.path("resource-count").asInt(),
        attributes.path("locked").asBoolean(),
        holder(document));
  }

  private static String holder(JsonNode document) {
    JsonNode reference = document.at("/data/relationships/locked-by/data");
    String type = reference.path("type").asText("");
    String id = reference.path("id").asText("");
    if (type.equals("runs")) {
      return "run " + id;
    }
    for (JsonNode included : document.path("included")) {
      if (included.path("type").asText().equals(type) && included.path("id").asText().equals(id)) {
        JsonNode attributes = included.path("attributes");
        String name = attributes.path("username").asText(attributes.path("name").asText(""));
        return (type.equals("teams") ? "team " : "user ") + (name.isEmpty() ? id : name);
      }
    }
    return id.isEmpty() ? "" : id;
  }

  /** A run holds the lock and releases it when it ends. */
  public boolean lockedByRun() {
    return locked && lockedBy.startsWith("run ");
  }
}

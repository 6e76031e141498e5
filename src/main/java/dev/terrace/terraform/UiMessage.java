package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** One line of what Terraform says with {@code -json}. */
public sealed interface UiMessage {
  /** Actions on managed resources; the others read data or open ephemeral resources. */
  Set<String> CHANGING = Set.of("create", "update", "delete", "replace");

  /** A resource that the plan would change. */
  record Planned(String address, String action) implements UiMessage {}

  /** A resource that differs from its state. */
  record Drifted(String address, String action) implements UiMessage {}

  /**
   * Work on a resource has begun.
   *
   * @param id the id that it has before that, where Terraform names one, else empty
   */
  record Started(String address, String action, String id) implements UiMessage {}

  /**
   * Work on a resource is done.
   *
   * @param id the resource's id where Terraform names one, else empty
   */
  record Finished(String address, String action, String id, int seconds) implements UiMessage {}

  /** Work on a resource has failed; an error follows. */
  record Failed(String address, String action) implements UiMessage {}

  /** The state of a resource is about to be read. */
  record Refreshing(String address) implements UiMessage {}

  /** The state of a resource is read. */
  record Refreshed(String address) implements UiMessage {}

  /** The count at the end of a plan or an apply. */
  record Summary(String operation, int add, int change, int remove) implements UiMessage {}

  /** An error or a warning. */
  record Diagnosed(Diagnostic diagnostic) implements UiMessage {}

  /** Empty for lines of no interest here, and for what is no JSON. */
  static Optional<UiMessage> parse(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    JsonNode node;
    try {
      node = Json.parse(line);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the last line of a Terraform that was killed
    }
    JsonNode hook = node.path("hook");
    String address = hook.path("resource").path("addr").asText("");
    String action = hook.path("action").asText("");
    return Optional.ofNullable(
        switch (node.path("type").asText("")) {
          case "planned_change" ->
              new Planned(
                  node.path("change").path("resource").path("addr").asText(""),
                  node.path("change").path("action").asText(""));
          case "resource_drift" ->
              new Drifted(
                  node.path("change").path("resource").path("addr").asText(""),
                  node.path("change").path("action").asText(""));
          case "apply_start" -> new Started(address, action, hook.path("id_value").asText(""));
          case "apply_complete" ->
              new Finished(
                  address,
                  action,
                  hook.path("id_value").asText(""),
                  hook.path("elapsed_seconds").asInt());
          case "apply_errored" -> new Failed(address, action);
          case "refresh_start" -> new Refreshing(address);
          case "refresh_complete" -> new Refreshed(address);
          case "change_summary" -> {
            JsonNode changes = node.path("changes");
            yield new Summary(
                changes.path("operation").asText(""),
                changes.path("add").asInt(),
                changes.path("change").asInt(),
                changes.path("remove").asInt());
          }
          case "diagnostic" -> new Diagnosed(Diagnostic.of(node.path("diagnostic")));
          default -> null;
        });
  }
}

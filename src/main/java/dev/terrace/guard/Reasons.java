package dev.terrace.guard;

import dev.terrace.terraform.scan.ScannedChange;

/** Why Terraform destroys or replaces a resource, for people. */
final class Reasons {
  private Reasons() {}

  static String of(ScannedChange change) {
    if (!change.deposed().isEmpty()) {
      return "an interrupted replacement has left the object " + change.deposed();
    }
    if (change.actions().contains("forget")) {
      return "an empty one takes its place, and the old one leaves the state";
    }
    String attributes = String.join(", ", change.forcedBy());
    return switch (change.reason()) {
      case "replace_because_cannot_update" ->
          attributes.isEmpty()
              ? "it cannot change in place"
              : attributes + " cannot change in place";
      case "replace_because_tainted" -> "it is marked as tainted";
      case "replace_by_request" -> "-replace names it";
      case "replace_by_triggers" -> "replace_triggered_by names what changes";
      case "delete_because_no_resource_config" -> "no longer in the code";
      case "delete_because_no_module" -> "its module is no longer in the code";
      case "delete_because_wrong_repetition" -> "count or for_each was added or removed";
      case "delete_because_count_index" -> "count is lower than its index";
      case "delete_because_each_key" -> "for_each no longer has its key";
      case "delete_because_no_move_target" -> "a moved block moves it to nothing";
      case "" ->
          attributes.isEmpty()
              ? change.actions().contains("create")
                  ? "the plan does not say why"
                  : "everything is destroyed (-destroy)"
              : attributes + " cannot change in place";
      default -> change.reason();
    };
  }
}

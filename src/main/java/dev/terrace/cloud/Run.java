package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A snapshot of a run.
 *
 * @param status of the API, such as {@code planning} or {@code cost_estimated}
 * @param confirmable it waits for confirmation before the apply
 * @param discardable its plan can be discarded: nothing was applied
 * @param cancelable its current step can be cancelled
 * @param autoApply Terraform Cloud applies it without a confirmation
 * @param planId empty if it has none yet
 * @param applyId empty if it has none yet
 */
public record Run(
    String id,
    String status,
    boolean confirmable,
    boolean discardable,
    boolean cancelable,
    boolean autoApply,
    String planId,
    String applyId) {
  private static final Set<String> ENDED =
      Set.of(
          "applied",
          "planned_and_finished",
          "planned_and_saved",
          "discarded",
          "errored",
          "canceled",
          "force_canceled");

  /** AWS may have been changed: stopping would leave a partial stack. */
  private static final Set<String> APPLYING =
      Set.of(
          "confirmed",
          "apply_queued",
          "applying",
          "applied",
          "queuing_apply",
          "pre_apply_running",
          "pre_apply_completed");

  /** It needs a decision in the browser to continue. */
  private static final Set<String> WAITING_FOR_PEOPLE =
      Set.of("policy_override", "policy_soft_failed", "post_plan_awaiting_decision");

  static Run of(JsonNode document) {
    JsonNode data = document.path("data");
    JsonNode actions = data.path("attributes").path("actions");
    return new Run(
        data.path("id").asText(),
        data.path("attributes").path("status").asText(),
        actions.path("is-confirmable").asBoolean(),
        actions.path("is-discardable").asBoolean(),
        actions.path("is-cancelable").asBoolean(),
        data.path("attributes").path("auto-apply").asBoolean(),
        data.at("/relationships/plan/data/id").asText(""),
        data.at("/relationships/apply/data/id").asText(""));
  }

  public boolean ended() {
    return ENDED.contains(status);
  }

  public boolean mayHaveChangedSomething() {
    return APPLYING.contains(status);
  }

  public boolean waitsForPeople() {
    return WAITING_FOR_PEOPLE.contains(status);
  }
}

package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A run as it is at one moment.
 *
 * @param status of the API, such as {@code planning} or {@code cost_estimated}
 * @param confirmable it waits for somebody to say that it may be applied
 * @param discardable its plan can be thrown away: nothing was applied
 * @param cancelable a step of it is at work and can be stopped
 * @param planId empty where it has none yet
 * @param applyId empty where it has none yet
 */
public record Run(
    String id,
    String status,
    boolean confirmable,
    boolean discardable,
    boolean cancelable,
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

  /** From here on AWS may have been changed: stopping it would leave half a stack. */
  private static final Set<String> APPLYING =
      Set.of(
          "confirmed",
          "apply_queued",
          "applying",
          "applied",
          "queuing_apply",
          "pre_apply_running",
          "pre_apply_completed");

  /** Somebody has to look at it in the browser before it goes on. */
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

package dev.terrace.actions.cloud;

import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Run;
import dev.terrace.cloud.Workspace;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.Stack;
import dev.terrace.ui.StackProgress;
import java.time.Duration;

/** A run that was started in Terraform Cloud, as it was then. */
record StartedRun(Stack stack, Organization organization, Workspace workspace, Run run) {
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  String address() {
    return organization.address(workspace, run);
  }

  /** Waits until the run has ended, or its plan waits to be applied. */
  Run follow(StackProgress progress) {
    String shown = "";
    Duration wait = FIRST_LOOK;
    while (true) {
      Run now = organization.runs().run(run.id());
      if (now.ended() || now.confirmable()) {
        return now;
      }
      if (!now.status().equals(shown)) {
        shown = now.status();
        wait = FIRST_LOOK;
        progress.step(describe(now.status()), 0);
        if (now.waitsForPeople()) {
          progress.say("waits for a decision in Terraform Cloud: " + address());
        }
      }
      CloudWorkspaces.pause(wait);
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : longer;
    }
  }

  private static String describe(String status) {
    return switch (status) {
      case "pending" -> "waiting in the workspace's queue";
      case "plan_queued" -> "waiting for a machine to plan";
      case "apply_queued" -> "waiting for a machine to apply";
      default -> status.replace('_', ' ');
    };
  }

  /** Stops the run unless it is being applied, and says what became of it. */
  String stop() {
    String where = ": " + address();
    try {
      Run now = organization.runs().run(run.id());
      if (now.ended()) {
        return "its run has ended, " + now.status().replace('_', ' ') + where;
      }
      if (now.mayHaveChangedSomething()) {
        return "its run is being applied and continues there" + where;
      }
      if (now.discardable()) {
        organization.runs().discard(now);
        return "its run was discarded, nothing was applied" + where;
      }
      if (now.cancelable()) {
        organization.runs().cancel(now);
        return "its run was cancelled, nothing was applied" + where;
      }
      return "its run cannot be stopped now and continues there" + where;
    } catch (CloudException e) {
      return "its run could not be stopped: " + e.getMessage() + "\n  Look at it" + where;
    }
  }
}

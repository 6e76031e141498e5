package dev.terrace.actions.cloud;

import dev.terrace.actions.cloud.PushToCloud.PushedStack;
import dev.terrace.actions.cloud.PushToCloud.RunReport;
import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Counts;
import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Run;
import dev.terrace.cloud.StackArchive;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.StackId;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.Outcome;
import dev.terrace.project.Stack;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts, follows and stops runs in Terraform Cloud, one at a time. Threads may stop them. */
final class CloudRuns {
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final Ui ui;
  private final Confirmation confirmation;
  private final CloudGuard guard;
  private final Map<StackId, PushedStack> pushed = new LinkedHashMap<>();
  private Started current;

  CloudRuns(Ui ui, Confirmation confirmation, CloudGuard guard) {
    this.guard = guard;
    this.ui = ui;
    this.confirmation = confirmation;
  }

  /** A run that was started and has not ended yet. */
  record Started(Stack stack, Organization organization, Workspace workspace, Run run) {
    String address() {
      return organization.address(workspace, run);
    }
  }

  /** How a run was stopped. */
  record Stopped(StackId stack, String description) {}

  /** Uploads a stack and follows its run to the end. */
  PushedStack push(
      Stack stack,
      Organization organization,
      Workspace workspace,
      String message,
      StackProgress progress) {
    try {
      return tryPush(stack, organization, workspace, message, progress);
    } catch (CloudException e) {
      return fail(stack, progress, e);
    }
  }

  private PushedStack tryPush(
      Stack stack,
      Organization organization,
      Workspace workspace,
      String message,
      StackProgress progress) {
    progress.step("uploading", 0);
    String version =
        organization.upload(workspace, StackArchive.of(stack.folder()), CloudWorkspaces::pause);
    Started started = start(stack, organization, workspace, version, message);
    progress.say("run " + started.address());
    Run run = follow(started, progress);
    if (run.confirmable()) {
      Counts counts = organization.runs().planned(run);
      progress.say(counts.toString());
      Run planned = run;
      List<String> refused =
          guard.reasons(stack, () -> organization.runs().planJson(planned, CloudWorkspaces::pause));
      if (!refused.isEmpty()) {
        organization.runs().discard(run);
        ui.error(
            stack.id()
                + ": refused, its run was discarded, nothing was changed:\n  "
                + String.join("\n  ", refused));
        return end(started, Outcome.REFUSED, counts, progress);
      }
      if (!confirmation.given("Apply to " + stack.id() + "?")) {
        organization.runs().discard(run);
        return end(started, Outcome.DECLINED, counts, progress);
      }
      confirm(started);
      run = follow(started, progress);
    }
    Counts counts = organization.runs().planned(run);
    switch (run.status()) {
      case "applied" -> {
        progress.say("applied in " + progress.seconds() + " s");
        return end(started, Outcome.APPLIED, counts, progress);
      }
      case "planned_and_finished", "planned_and_saved" -> {
        progress.say("no changes");
        return end(started, Outcome.UNCHANGED, counts, progress);
      }
      default -> {
        PushedStack failed = end(started, Outcome.FAILED, counts, progress);
        ui.error(CloudRunErrors.explain(started, run));
        return failed;
      }
    }
  }

  private synchronized Started start(
      Stack stack,
      Organization organization,
      Workspace workspace,
      String configurationVersion,
      String message) {
    Run run = organization.runs().start(workspace, configurationVersion, message);
    current = new Started(stack, organization, workspace, run);
    return current;
  }

  private synchronized void confirm(Started started) {
    started.organization().runs().confirm(started.run());
  }

  private synchronized PushedStack end(
      Started started, Outcome outcome, Counts counts, StackProgress progress) {
    current = null;
    return add(started.stack(), outcome, Optional.of(started), counts, progress);
  }

  private PushedStack add(
      Stack stack,
      Outcome outcome,
      Optional<Started> started,
      Counts counts,
      StackProgress progress) {
    PushedStack result =
        new PushedStack(
            stack.id(),
            StackWorkspaces.name(stack),
            outcome,
            started.map(
                each ->
                    new RunReport(each.run().id(), each.address(), counts, progress.seconds())));
    pushed.put(stack.id(), result);
    return result;
  }

  /** Gives up following the current run, which continues in Terraform Cloud. */
  private synchronized PushedStack fail(
      Stack stack, StackProgress progress, CloudException failure) {
    Optional<Started> abandoned = Optional.ofNullable(current);
    current = null;
    ui.endPassing();
    ui.error(
        stack.id()
            + ": "
            + Messages.indented(failure.getMessage(), "  ")
            + abandoned
                .map(started -> "\n  Its run continues there: " + started.address())
                .orElse(""));
    return add(stack, Outcome.FAILED, abandoned, Counts.NONE, progress);
  }

  /** The results so far. */
  synchronized Map<StackId, PushedStack> pushed() {
    return Map.copyOf(pushed);
  }

  /** Waits until the run has ended, or its plan waits to be applied. */
  private static Run follow(Started started, StackProgress progress) {
    String shown = "";
    Duration wait = FIRST_LOOK;
    while (true) {
      Run run = started.organization().runs().run(started.run().id());
      if (run.ended() || run.confirmable()) {
        return run;
      }
      if (!run.status().equals(shown)) {
        shown = run.status();
        wait = FIRST_LOOK;
        progress.step(describe(run.status()), 0);
        if (run.waitsForPeople()) {
          progress.say("waits for a decision in Terraform Cloud: " + started.address());
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

  /** Stops the current run unless it is being applied; empty if there is none. */
  synchronized Optional<Stopped> stop() {
    return Optional.ofNullable(current)
        .map(started -> new Stopped(started.stack().id(), stop(started)));
  }

  private static String stop(Started started) {
    String where = ": " + started.address();
    try {
      Run run = started.organization().runs().run(started.run().id());
      if (run.ended()) {
        return "its run has ended, " + run.status().replace('_', ' ') + where;
      }
      if (run.mayHaveChangedSomething()) {
        return "its run is being applied and continues there" + where;
      }
      if (run.discardable()) {
        started.organization().runs().discard(run);
        return "its run was discarded, nothing was applied" + where;
      }
      if (run.cancelable()) {
        started.organization().runs().cancel(run);
        return "its run was cancelled, nothing was applied" + where;
      }
      return "its run cannot be stopped now and continues there" + where;
    } catch (CloudException e) {
      return "its run could not be stopped: " + e.getMessage() + "\n  Look at it" + where;
    }
  }
}

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts, follows and stops runs in Terraform Cloud, one at a time. Threads may stop them. */
final class CloudRuns {
  private final Ui ui;
  private final Confirmation confirmation;
  private final CloudGuard guard;
  private final Map<StackId, PushedStack> pushed = new LinkedHashMap<>();
  private StartedRun current;

  CloudRuns(Ui ui, Confirmation confirmation, CloudGuard guard) {
    this.guard = guard;
    this.ui = ui;
    this.confirmation = confirmation;
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
    StartedRun started = start(stack, organization, workspace, version, message);
    progress.say("run " + started.address());
    List<String> unguarded = guard.reasonsBeforeThePlan(started.run(), workspace);
    if (!unguarded.isEmpty()) {
      return refuse(started, Outcome.REFUSED, unguarded, Counts.NONE, progress);
    }
    Run run = started.follow(progress);
    boolean guarded = run.confirmable();
    if (guarded) {
      Counts counts = organization.runs().planned(run);
      progress.say(counts.toString());
      Optional<PushedStack> refused = judge(started, run, counts, progress);
      if (refused.isPresent()) {
        return refused.get();
      }
      if (!confirmation.given("Apply to " + stack.id() + "?")) {
        organization.runs().discard(run);
        return end(started, Outcome.DECLINED, counts, progress);
      }
      confirm(started);
      run = started.follow(progress);
    }
    Counts counts = organization.runs().planned(run);
    switch (run.status()) {
      case "applied" -> {
        progress.say("applied in " + progress.seconds() + " s");
        if (!guarded) {
          ui.warn(
              stack.id()
                  + ": the run was applied in Terraform Cloud before the guard had read its plan");
        }
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

  private synchronized StartedRun start(
      Stack stack,
      Organization organization,
      Workspace workspace,
      String configurationVersion,
      String message) {
    Run run = organization.runs().start(workspace, configurationVersion, message);
    current = new StartedRun(stack, organization, workspace, run);
    return current;
  }

  private synchronized void confirm(StartedRun started) {
    started.organization().runs().confirm(started.run());
  }

  /** Reads the plan of a run that waits for a confirmation; empty if it may be applied. */
  private Optional<PushedStack> judge(
      StartedRun started, Run run, Counts counts, StackProgress progress) {
    try {
      List<String> reasons =
          guard.reasons(
              started.stack(),
              () -> started.organization().runs().plan(run, CloudWorkspaces::pause));
      return reasons.isEmpty()
          ? Optional.empty()
          : Optional.of(refuse(started, Outcome.REFUSED, reasons, counts, progress));
    } catch (CloudException e) {
      List<String> reasons = new ArrayList<>();
      reasons.add("the guard cannot judge the plan of its run:");
      e.getMessage().lines().map(String::strip).forEach(reasons::add);
      return Optional.of(refuse(started, Outcome.FAILED, reasons, counts, progress));
    }
  }

  /** Stops a run, unless it is being applied already, and says why. */
  private synchronized PushedStack refuse(
      StartedRun started,
      Outcome outcome,
      List<String> reasons,
      Counts counts,
      StackProgress progress) {
    String stopped = started.stop();
    ui.endPassing();
    ui.error(
        started.stack().id()
            + (outcome == Outcome.REFUSED ? ": refused:\n  " : ":\n  ")
            + String.join("\n  ", reasons)
            + "\n  "
            + stopped);
    return end(started, outcome, counts, progress);
  }

  private synchronized PushedStack end(
      StartedRun started, Outcome outcome, Counts counts, StackProgress progress) {
    current = null;
    return add(started.stack(), outcome, Optional.of(started), counts, progress);
  }

  private PushedStack add(
      Stack stack,
      Outcome outcome,
      Optional<StartedRun> started,
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
    Optional<StartedRun> abandoned = Optional.ofNullable(current);
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

  /** Stops the current run unless it is being applied; empty if there is none. */
  synchronized Optional<Stopped> stop() {
    return Optional.ofNullable(current)
        .map(started -> new Stopped(started.stack().id(), started.stop()));
  }
}

package dev.terrace.actions.cloud;

import dev.terrace.actions.check.CheckGuard;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.cloud.Counts;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.ExampleGuard;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Outcome;
import dev.terrace.project.ProviderLock;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackGraph;
import dev.terrace.project.Synthesis;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.StackProgress;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs stacks in Terraform Cloud, one after the other in the order of their dependencies. */
public final class PushToCloud {
  private final RunContext run;
  private final Confirmation confirmation;

  public PushToCloud(RunContext run, Confirmation confirmation) {
    this.run = run;
    this.confirmation = confirmation;
  }

  /**
   * @param targets as on the command line
   * @param message shown with the runs; by default the command
   * @param withData whether what holds data may be destroyed or replaced
   */
  public record Request(List<String> targets, Optional<String> message, boolean withData) {}

  /**
   * @param stacks in the order in which they are pushed
   * @param targets as they would be typed
   */
  public record Result(List<PushedStack> stacks, String targets) {
    public boolean isComplete() {
      return stacks.stream().allMatch(stack -> stack.outcome().succeeded());
    }

    public boolean isRefused() {
      return stacks.stream().anyMatch(stack -> stack.outcome() == Outcome.REFUSED);
    }
  }

  /**
   * How the work on one stack ended.
   *
   * @param report empty if no run was started
   */
  public record PushedStack(
      StackId stack, String workspace, Outcome outcome, Optional<RunReport> report) {}

  /**
   * A run in Terraform Cloud.
   *
   * @param id of the run
   * @param address to look at it
   */
  public record RunReport(String id, String address, Counts counts, long seconds) {}

  public Result run(Request request) {
    Synthesis synthesis =
        Synthesis.make(run.project(), run.ui(), request.targets(), Synthesis::temporaryFolder);
    requireCloud(synthesis.chosen());
    boolean real = DeployTarget.isRealAccount(run.project().shell());
    ExampleGuard.check(synthesis.selection().environments(), real);
    CheckGuard.check(run, synthesis, real);
    copyProviderLock(synthesis);
    String targets = synthesis.selection().describe();
    String message = request.message().orElse("terrace cloud push " + targets);
    String resume = targets + run.project().options();
    List<Stack> stacks = new StackGraph(synthesis.stacks(), synthesis.chosen(), false).order();
    StackWorkspaces workspaces = new StackWorkspaces(synthesis, run);
    Map<StackId, Workspace> ready = workspaces.prepare(stacks, run.project().terraformVersion());
    CloudGuard guard =
        new CloudGuard(StackGuard.of(run.project(), request.withData()), request.withData());
    CloudRuns runs = new CloudRuns(run.ui(), confirmation, guard);
    run.interrupts().alsoDo(() -> reportInterrupt(stacks, runs, resume));
    for (int i = 0; i < stacks.size(); i++) {
      Stack stack = stacks.get(i);
      StackProgress progress =
          new StackProgress(run.ui(), "[" + (i + 1) + "/" + stacks.size() + "] " + stack.id());
      PushedStack result =
          runs.push(
              stack, workspaces.organization(stack), ready.get(stack.id()), message, progress);
      if (!result.outcome().succeeded()) {
        break;
      }
    }
    guard.unused().forEach(run.ui()::warn);
    return result(stacks, runs, resume);
  }

  private static Result result(List<Stack> stacks, CloudRuns runs, String targets) {
    Map<StackId, PushedStack> pushed = runs.pushed();
    return new Result(
        stacks.stream()
            .map(
                stack ->
                    pushed.getOrDefault(
                        stack.id(),
                        new PushedStack(
                            stack.id(),
                            StackWorkspaces.name(stack),
                            Outcome.NOT_STARTED,
                            Optional.empty())))
            .toList(),
        targets);
  }

  /** At Ctrl-C: a run that is not being applied is discarded; one that is continues. */
  private void reportInterrupt(List<Stack> stacks, CloudRuns runs, String targets) {
    Optional<CloudRuns.Stopped> stopped = runs.stop();
    run.ui()
        .lastWord(
            stopped
                .map(each -> "Interrupted: " + each.stack() + ": " + each.description())
                .orElse("Interrupted: no run is active in Terraform Cloud."));
    for (PushedStack each : result(stacks, runs, targets).stacks()) {
      boolean interrupted = stopped.filter(s -> s.stack().equals(each.stack())).isPresent();
      Outcome outcome = interrupted ? Outcome.INTERRUPTED : each.outcome();
      run.ui().lastWord("  " + each.stack() + ": " + outcome.describe());
    }
    run.ui().lastWord("Resume with: ./terrace cloud push " + targets);
  }

  private static void requireCloud(List<Stack> stacks) {
    List<String> others =
        stacks.stream()
            .filter(stack -> !(stack.backend() instanceof Backend.Cloud))
            .map(
                stack ->
                    stack.id().environment()
                        + " (backend.type "
                        + stack.backend().getClass().getSimpleName().toLowerCase(Locale.ROOT)
                        + ")")
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      throw UserError.usage(
          "'cloud push' needs environments with backend.type cloud, unlike "
              + String.join(", ", others)
              + "; deploy those with: ./terrace deploy");
    }
  }

  private void copyProviderLock(Synthesis synthesis) {
    ProviderLock lock = ProviderLock.of(run.project());
    if (!Files.exists(lock.file())) {
      throw UserError.failed(
          "there is no "
              + ProviderLock.FILE
              + ", so that each run would choose its own provider; create it with './terrace cloud"
              + " lock' and commit it");
    }
    lock.copy(synthesis.stacks(), run.ui()::warn);
  }
}

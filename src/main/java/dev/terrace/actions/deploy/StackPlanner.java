package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.NotPlanned.Reason;
import dev.terrace.actions.deploy.PlanStacks.StackPlan;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import dev.terrace.upstream.AwaitedOutput;
import dev.terrace.upstream.SubstitutedStack;
import dev.terrace.upstream.Substitution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Plans one stack, for reading only. */
final class StackPlanner {
  private final Ui ui;
  private final DeployTarget target;
  private final EarlierOutputs earlier;
  private final StackGuard guard;
  private final Synthesis synthesis;

  StackPlanner(Ui ui, DeployContext context, StackGuard guard) {
    this.ui = ui;
    this.target = context.target();
    this.synthesis = context.synthesis();
    this.earlier = new EarlierOutputs(synthesis, target);
    this.guard = guard;
  }

  /** A plan, or why there is none. */
  sealed interface Outcome permits Planned, Stopped {}

  record Planned(StackPlan plan) implements Outcome {}

  record Stopped(NotPlanned reason) implements Outcome {}

  /**
   * Those that the stack reads have been planned before.
   *
   * @param label such as {@code [2/4] coder/production/data}
   */
  Outcome plan(Stack stack, String label) {
    StackProgress progress = target.progress(ui, label, stack.id());
    long started = System.nanoTime();
    List<AwaitedOutput> awaited = List.of();
    try {
      Substitution substitution = earlier.substitution(stack);
      progress.quietStep("initializing");
      Terraform working = target.prepare(stack, Purpose.READ);
      KilledApplyRecovery recovery =
          KilledApplyRecovery.of(working, stack, () -> Lookups.of(stack, synthesis, target));
      Optional<ObjectNode> content = Optional.empty();
      if (substitution.isNeeded()) {
        SubstitutedStack substituted = substitution.make();
        awaited = substituted.awaited();
        warnOfMissing(stack, awaited);
        content = Optional.of(substituted.tree());
      }
      progress.step("planning", 0);
      Optional<JsonNode> tree = plan(recovery, content, progress);
      tree.ifPresentOrElse(
          plan -> earlier.changed(stack, plan), () -> earlier.unchanged(stack, working));
      Plan plan = tree.map(Plan::of).orElse(Plan.EMPTY);
      progress.say(plan.counts());
      warnOfInterruption(stack, recovery);
      warnOfRefusal(stack, plan);
      return new Planned(
          new StackPlan(stack, plan, awaited, Duration.ofNanos(System.nanoTime() - started)));
    } catch (TerraformException e) {
      ui.endPassing();
      return new Stopped(explain(stack, awaited, e));
    } catch (RecoveryException e) {
      ui.endPassing();
      return new Stopped(new NotPlanned(stack, Reason.FAILED, e.getMessage(), List.of()));
    }
  }

  private Optional<JsonNode> plan(
      KilledApplyRecovery recovery, Optional<ObjectNode> content, StackProgress progress) {
    try {
      return recovery.changedTree(content, target, progress);
    } finally {
      recovery.discard();
    }
  }

  private NotPlanned explain(Stack stack, List<AwaitedOutput> awaited, TerraformException failure) {
    Optional<String> unknown = awaited.isEmpty() ? Optional.empty() : UnknownKeys.in(failure);
    if (unknown.isPresent()) {
      earlier.unknown(stack);
      return UnknownKeys.describe(stack, awaited, unknown.get());
    }
    return new NotPlanned(
        stack,
        failure.interrupted() ? Reason.INTERRUPTED : Reason.FAILED,
        StackErrors.explain(stack, target, failure),
        List.of());
  }

  private void warnOfMissing(Stack stack, List<AwaitedOutput> awaited) {
    awaited.stream()
        .filter(each -> !each.planned())
        .map(AwaitedOutput::stack)
        .distinct()
        .forEach(
            id ->
                ui.warn(
                    stack.id()
                        + " reads outputs of "
                        + id
                        + " that are not deployed yet; deploy that first: ./terrace deploy "
                        + id
                        + target.option()));
  }

  private void warnOfInterruption(Stack stack, KilledApplyRecovery recovery) {
    recovery
        .describe()
        .ifPresent(
            found ->
                ui.warn(
                    stack.id()
                        + ": "
                        + found
                        + "\n  Nothing was changed. A deploy does what this plan shows: ./terrace"
                        + " deploy "
                        + stack.id()
                        + target.option()));
  }

  private void warnOfRefusal(Stack stack, Plan plan) {
    List<String> reasons =
        ApplyGuard.reasons(stack, plan, guard, () -> target.awsApi().calls(stack.region()));
    if (!reasons.isEmpty()) {
      ui.warn("a deploy would refuse this:\n  " + String.join("\n  ", reasons));
    }
  }
}

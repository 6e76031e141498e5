package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.NotPlanned.Reason;
import dev.terrace.actions.deploy.PlanStacks.StackPlan;
import dev.terrace.actions.deploy.recovery.KilledApplyRecovery;
import dev.terrace.actions.deploy.recovery.Lookups;
import dev.terrace.actions.deploy.recovery.RecoveryException;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackTasks;
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

/** Plans stacks, for reading only. Threads may share it. */
final class StackPlanner {
  private final Ui ui;
  private final DeployTarget target;
  private final PreparedStacks prepared;
  private final EarlierOutputs earlier;
  private final StackGuard guard;

  StackPlanner(Ui ui, DeployContext context, StackGuard guard) {
    this.ui = ui;
    this.target = context.target();
    this.prepared = new PreparedStacks(ui, context, Purpose.READ);
    this.earlier = new EarlierOutputs(prepared, context.synthesis().selection()::includes);
    this.guard = guard;
  }

  /** A plan, or why there is none. */
  sealed interface Outcome permits Planned, Stopped {}

  record Planned(StackPlan plan) implements Outcome {}

  record Stopped(NotPlanned reason) implements Outcome {}

  /**
   * A plan of a stack.
   *
   * @param tree empty without changes
   */
  record Attempt(
      KilledApplyRecovery recovery, Optional<JsonNode> tree, Plan plan, Duration duration) {}

  /**
   * Plans a stack as if the plans of those that it reads changed nothing. Empty where they are
   * known to change what it reads, where that is not deployed, and after an unfinished apply.
   *
   * @param label such as {@code [2/4] coder/production/data}
   */
  Optional<Attempt> ahead(Stack stack, String label, Ui own) {
    if (prepared.areUnfinished(stack) || earlier.expected(stack).isNeeded()) {
      return Optional.empty();
    }
    Work work = new Work(stack, target.progress(own, label, stack.id()));
    return Optional.of(work.plan(recovery(stack, work.prepare()), Optional.empty()));
  }

  /**
   * Those that the stack reads have been planned before.
   *
   * @param label such as {@code [2/4] coder/production/data}
   * @param tasks may have planned the stack, see {@link #ahead}
   */
  Outcome plan(Stack stack, String label, StackTasks<Attempt> tasks) {
    List<AwaitedOutput> awaited = List.of();
    try {
      Substitution substitution = earlier.substitution(stack);
      prepared.open(stack.id());
      Optional<Attempt> ahead = Optional.empty();
      if (substitution.isNeeded()) {
        tasks.discard(stack.id());
      } else {
        ahead = tasks.take(stack.id());
      }
      Attempt attempt;
      if (ahead.isPresent()) {
        attempt = ahead.get();
      } else {
        Work work = new Work(stack, target.progress(ui, label, stack.id()));
        KilledApplyRecovery recovery = recovery(stack, work.prepare());
        Optional<ObjectNode> content = Optional.empty();
        if (substitution.isNeeded()) {
          SubstitutedStack substituted = substitution.make();
          awaited = substituted.awaited();
          warnOfMissing(stack, awaited);
          content = Optional.of(substituted.tree());
        }
        attempt = work.plan(recovery, content);
      }
      attempt
          .tree()
          .ifPresentOrElse(plan -> earlier.changed(stack, plan), () -> earlier.unchanged(stack));
      warnOfInterruption(stack, attempt.recovery());
      warnOfRefusal(stack, attempt.plan());
      return new Planned(new StackPlan(stack, attempt.plan(), awaited, attempt.duration()));
    } catch (TerraformException e) {
      ui.endPassing();
      return new Stopped(explain(stack, awaited, e));
    } catch (RecoveryException e) {
      ui.endPassing();
      return new Stopped(new NotPlanned(stack, Reason.FAILED, e.getMessage(), List.of()));
    }
  }

  private KilledApplyRecovery recovery(Stack stack, Terraform working) {
    return KilledApplyRecovery.of(working, stack, () -> Lookups.of(stack, target, prepared::of));
  }

  /** The work on one plan. */
  private final class Work {
    private final Stack stack;
    private final StackProgress progress;
    private final long started = System.nanoTime();

    Work(Stack stack, StackProgress progress) {
      this.stack = stack;
      this.progress = progress;
    }

    Terraform prepare() {
      progress.quietStep("initializing");
      return prepared.of(stack.id());
    }

    Attempt plan(KilledApplyRecovery recovery, Optional<ObjectNode> content) {
      progress.step("planning", 0);
      Optional<JsonNode> tree;
      try {
        tree = recovery.changedTree(content, target, progress);
      } finally {
        recovery.discard();
      }
      Plan plan = tree.map(Plan::of).orElse(Plan.EMPTY);
      progress.say(plan.counts());
      return new Attempt(recovery, tree, plan, Duration.ofNanos(System.nanoTime() - started));
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

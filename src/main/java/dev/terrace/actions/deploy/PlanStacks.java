package dev.terrace.actions.deploy;

import dev.terrace.actions.deploy.NotPlanned.Reason;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.config.ExampleGuard;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Stack;
import dev.terrace.project.StackTasks;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Ui;
import dev.terrace.upstream.AwaitedOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans stacks in the order of deployment, whether or not those that they read are deployed. An
 * output that the plan of its stack knows is read from that plan; one that is known only after the
 * apply is unknown in the plans of later stacks, too.
 *
 * <p>A stack is planned in parallel with those that it reads if their states have what it reads. It
 * is planned again where their plans change that.
 */
public final class PlanStacks {
  private final Ui ui;
  private final StackGuard guard;

  /**
   * @param guard decides what a deploy would refuse
   */
  public PlanStacks(Ui ui, StackGuard guard) {
    this.ui = ui;
    this.guard = guard;
  }

  /**
   * @param parallel how many stacks at the same time, at least 1
   */
  public record Request(DeployContext context, int parallel) {}

  /**
   * @param plans of the stacks that could be planned, in order
   * @param notPlanned the other stacks, in order
   * @param duration of all plans
   */
  public record Result(List<StackPlan> plans, List<NotPlanned> notPlanned, Duration duration) {

    public boolean hasChanges() {
      return plans.stream().anyMatch(each -> !each.plan().isEmpty());
    }

    /** Why stacks could not be planned that should have been; empty where there are none. */
    public Optional<String> stopped() {
      String text =
          notPlanned.stream()
              .filter(each -> !each.reason().isExpected())
              .map(NotPlanned::message)
              .collect(Collectors.joining("\n"));
      return Optional.of(text).filter(each -> !each.isEmpty());
    }

    /** How many resources of all stacks an action hits. */
    public long count(Plan.Action action) {
      return plans.stream().mapToLong(each -> each.plan().count(action)).sum();
    }
  }

  /**
   * What a deploy would change in one stack.
   *
   * @param awaited outputs of earlier stacks that are unknown in this plan
   */
  public record StackPlan(Stack stack, Plan plan, List<AwaitedOutput> awaited, Duration duration) {}

  public Result run(Request request) {
    DeployTarget target = request.context().target();
    Synthesis synthesis = request.context().synthesis();
    ExampleGuard.check(synthesis.selection().environments(), target.isRealAccount());
    long started = System.nanoTime();
    StackPlanner planner = new StackPlanner(ui, request.context(), guard);
    Map<Stack, String> labels = labels(synthesis.chosen());
    List<StackPlan> plans = new ArrayList<>();
    List<NotPlanned> notPlanned = new ArrayList<>();
    try (StackTasks<StackPlanner.Attempt> tasks = new StackTasks<>(ui, request.parallel())) {
      if (request.parallel() > 1 && labels.size() > 1) {
        labels.forEach(
            (stack, label) -> tasks.add(stack.id(), own -> planner.ahead(stack, label, own)));
      }
      labels.forEach(
          (stack, label) -> {
            Optional<NotPlanned> blocked = blocked(stack, notPlanned, tasks);
            if (blocked.isPresent()) {
              notPlanned.add(blocked.get());
              return;
            }
            StackPlanner.Outcome outcome = planner.plan(stack, label, tasks);
            if (outcome instanceof StackPlanner.Planned planned) {
              plans.add(planned.plan());
            } else if (outcome instanceof StackPlanner.Stopped stopped) {
              notPlanned.add(stopped.reason());
            }
          });
    }
    return new Result(plans, notPlanned, Duration.ofNanos(System.nanoTime() - started));
  }

  private static Map<Stack, String> labels(List<Stack> stacks) {
    Map<Stack, String> labels = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      labels.put(stack, "[" + (labels.size() + 1) + "/" + stacks.size() + "] " + stack.id());
    }
    return labels;
  }

  /** A stack after one that failed. */
  private static Optional<NotPlanned> blocked(
      Stack stack, List<NotPlanned> before, StackTasks<?> tasks) {
    for (NotPlanned each : before) {
      StackId id = each.stack().id();
      if (each.reason() == Reason.INTERRUPTED) {
        return Optional.of(
            new NotPlanned(
                stack,
                Reason.INTERRUPTED,
                stack.id() + (tasks.hasBegun(stack.id()) ? ": interrupted" : ": not begun"),
                List.of()));
      }
      if (!each.reason().isExpected() && stack.dependencies().contains(id)) {
        return Optional.of(
            new NotPlanned(
                stack,
                Reason.EARLIER_FAILED,
                stack.id() + " reads outputs of " + id + ", which could not be planned",
                List.of()));
      }
    }
    return Optional.empty();
  }
}

package dev.terrace.actions.deploy;

import dev.terrace.config.StackId;
import dev.terrace.project.Outcome;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a deploy did.
 *
 * @param stacks in the order of deployment
 * @param outputs of every stack by name; empty unless all stacks succeeded
 * @param stoppedByUser whether a question was answered with no
 */
public record DeployResult(
    List<StackResult> stacks, Map<StackId, Map<String, Output>> outputs, boolean stoppedByUser) {

  /**
   * One stack.
   *
   * @param plan the plan that was applied or declined; empty where there was none
   * @param remaining what a second plan still wants to change after the apply
   * @param seconds from the start of the work on this stack to its end
   * @param repair what has to be done before another deploy can succeed; empty where nothing has
   */
  public record StackResult(
      Stack stack,
      Outcome outcome,
      Plan plan,
      Plan remaining,
      long seconds,
      Optional<String> repair) {

    public StackResult(Stack stack, Outcome outcome, Plan plan, Plan remaining, long seconds) {
      this(stack, outcome, plan, remaining, seconds, Optional.empty());
    }

    static StackResult notStarted(Stack stack) {
      return new StackResult(stack, Outcome.NOT_STARTED, Plan.EMPTY, Plan.EMPTY, 0);
    }

    StackResult withRemaining(Plan found) {
      return new StackResult(stack, outcome, plan, found, seconds, repair);
    }

    StackResult withRepair(Optional<String> needed) {
      return new StackResult(stack, outcome, plan, remaining, seconds, needed);
    }
  }

  /** Every stack is deployed. */
  public boolean isComplete() {
    return stacks.stream().allMatch(each -> each.outcome().succeeded());
  }

  /** A stack was refused by a guard; it was not changed. */
  public boolean isRefused() {
    return stacks.stream().anyMatch(each -> each.outcome() == Outcome.REFUSED);
  }

  /** Somebody else is at work on a stack; it was not changed. */
  public boolean isLocked() {
    return stacks.stream().anyMatch(each -> each.outcome() == Outcome.LOCKED);
  }

  /** Something was applied. */
  public boolean isChanged() {
    return stacks.stream().anyMatch(each -> each.outcome() == Outcome.APPLIED);
  }

  /** The second plan found nothing to change. */
  public boolean isClean() {
    return isComplete() && stacks.stream().allMatch(each -> each.remaining().isEmpty());
  }

  /** How many resources of all stacks an action was applied to. */
  public long count(Plan.Action action) {
    return stacks.stream().mapToLong(each -> each.plan().count(action)).sum();
  }
}

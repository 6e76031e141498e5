package dev.terrace.actions.deploy;

import dev.terrace.project.Outcome;
import dev.terrace.project.Stack;
import java.util.List;
import java.util.Optional;

/**
 * What a destroy did.
 *
 * @param stacks in the order of destruction
 */
public record DestroyResult(List<StackResult> stacks) {

  /**
   * One stack.
   *
   * @param destroyed how many resources
   * @param repair what has to be done before another destroy can succeed; empty where nothing has
   */
  public record StackResult(Stack stack, Outcome outcome, int destroyed, Optional<String> repair) {

    public StackResult(Stack stack, Outcome outcome, int destroyed) {
      this(stack, outcome, destroyed, Optional.empty());
    }
  }

  /** Nothing is left of any stack. */
  public boolean isComplete() {
    return stacks.stream()
        .allMatch(each -> each.outcome().succeeded() || each.outcome() == Outcome.NOT_DEPLOYED);
  }

  /** Somebody else is at work on a stack. */
  public boolean isLocked() {
    return stacks.stream().anyMatch(each -> each.outcome() == Outcome.LOCKED);
  }

  /** The stacks that had resources. */
  public List<StackResult> deployed() {
    return stacks.stream().filter(each -> each.outcome() != Outcome.NOT_DEPLOYED).toList();
  }

  /** How many resources were destroyed in all. */
  public int destroyed() {
    return stacks.stream().mapToInt(StackResult::destroyed).sum();
  }
}

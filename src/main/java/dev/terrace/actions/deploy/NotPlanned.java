package dev.terrace.actions.deploy;

import dev.terrace.project.Stack;
import dev.terrace.upstream.AwaitedOutput;
import java.util.List;

/**
 * A stack without a plan.
 *
 * @param message why, for people
 * @param awaited the outputs that Terraform needs to plan it; empty for any other reason
 */
public record NotPlanned(Stack stack, Reason reason, String message, List<AwaitedOutput> awaited) {

  /** Why a stack has no plan. */
  public enum Reason {
    /** Terraform needs values that are known only after earlier stacks are applied. */
    NEEDS_APPLIED_VALUES,
    /** Terraform ended with an error. */
    FAILED,
    /** A stack that it reads failed. */
    EARLIER_FAILED,
    /** The user stopped the run. */
    INTERRUPTED;

    /** Whether the stack can be planned once earlier ones are applied. */
    public boolean isExpected() {
      return this == NEEDS_APPLIED_VALUES;
    }
  }
}

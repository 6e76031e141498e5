package dev.terrace.actions.deploy;

import dev.terrace.aws.SignedCalls;
import dev.terrace.error.UserError;
import dev.terrace.guard.ExclusiveSlots;
import dev.terrace.guard.LostData;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Decides from a plan whether its apply may begin: what AWS would refuse half-way is refused here.
 */
final class ApplyGuard {
  private ApplyGuard() {}

  /**
   * @param withData whether the user allows to destroy what holds data
   * @param aws is asked for only if the plan takes names that deleted resources may have
   * @throws UserError of the kind refused, with everything that is wrong
   */
  static void check(Stack stack, Plan plan, boolean withData, Supplier<SignedCalls> aws) {
    List<String> reasons = reasons(stack, plan, withData, aws);
    if (!reasons.isEmpty()) {
      throw UserError.refused(
          stack.id() + ": refused, nothing was changed:\n  " + String.join("\n  ", reasons));
    }
  }

  /** Why an apply would be refused; empty if it would not. */
  static List<String> reasons(Stack stack, Plan plan, boolean withData, Supplier<SignedCalls> aws) {
    List<String> reasons = new ArrayList<>();
    List<ExclusiveSlots.Conflict> conflicts = ExclusiveSlots.in(plan);
    for (ExclusiveSlots.Conflict conflict : conflicts) {
      reasons.add(
          stack.describe(conflict.taker())
              + " takes "
              + conflict.slot()
              + " from "
              + stack.describe(conflict.holder()));
    }
    if (!conflicts.isEmpty()) {
      reasons.add(
          "AWS has each of these once, and Terraform may create before it destroys. Deploy in two"
              + " steps: first give those that take something a value that is free, or leave them"
              + " out; then the value you want.");
    }
    reasons.addAll(DeletedSecrets.reasons(stack, plan, aws));
    List<Plan.Change> lost = withData ? List.of() : LostData.in(plan);
    for (Plan.Change change : lost) {
      reasons.add(
          stack.describe(change.address())
              + (change.action() == Plan.Action.REPLACE
                  ? " would be replaced, because of " + String.join(", ", change.forcedBy())
                  : " would be destroyed")
              + ", and it holds data");
    }
    if (!lost.isEmpty()) {
      reasons.add("If that is what you want, add --with-data.");
    }
    return reasons;
  }
}

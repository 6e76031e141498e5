package dev.terrace.actions.deploy;

import dev.terrace.actions.deploy.recovery.DeletedSecrets;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.aws.SignedCalls;
import dev.terrace.error.UserError;
import dev.terrace.guard.ExclusiveSlots;
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
   * @param guard decides about what holds data
   * @param aws is asked for only if the plan takes names that deleted resources may have
   * @throws UserError of the kind refused, with everything that is wrong
   */
  static void check(Stack stack, Plan plan, StackGuard guard, Supplier<SignedCalls> aws) {
    List<String> reasons = reasons(stack, plan, guard, aws);
    if (!reasons.isEmpty()) {
      throw UserError.refused(
          stack.id() + ": refused, nothing was changed:\n  " + String.join("\n  ", reasons));
    }
  }

  /** Why an apply would be refused; empty if it would not. */
  static List<String> reasons(Stack stack, Plan plan, StackGuard guard, Supplier<SignedCalls> aws) {
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
    reasons.addAll(StackGuard.describe(stack, guard.judge(stack, plan.scan()), "--with-data"));
    return reasons;
  }
}

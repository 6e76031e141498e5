package dev.terrace.actions.deploy;

import dev.terrace.actions.guard.StackGuard;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.guard.PlanGuard;
import dev.terrace.guard.Refusal;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.State;
import dev.terrace.terraform.scan.KeptAttributes;
import dev.terrace.ui.Ui;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides from the states of all stacks whether a destroy may begin. */
final class DestroyGuard {
  private final StackGuard guard;
  private final Ui ui;

  DestroyGuard(StackGuard guard, Ui ui) {
    this.guard = guard;
    this.ui = ui;
  }

  /**
   * @throws UserError of the kind refused, with everything that would be lost
   */
  void refuseLoss(Synthesis synthesis, Map<StackId, State> states) {
    List<String> reasons = new ArrayList<>();
    for (Stack stack : synthesis.chosen()) {
      List<Refusal> lost = new ArrayList<>();
      states
          .get(stack.id())
          .resources()
          .forEach(
              (address, attributes) ->
                  PlanGuard.destruction(
                          address,
                          State.typeOf(address),
                          KeptAttributes.of(attributes),
                          "its stack is destroyed")
                      .ifPresent(lost::add));
      StackGuard.describe(stack, guard.judge(stack, lost), "--with-data").stream()
          .map(line -> stack.id() + ": " + line)
          .forEach(reasons::add);
    }
    guard.unused().forEach(ui::warn);
    if (!reasons.isEmpty()) {
      throw UserError.refused("refused, nothing was changed:\n  " + String.join("\n  ", reasons));
    }
  }
}

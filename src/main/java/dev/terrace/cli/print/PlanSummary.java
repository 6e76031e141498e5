package dev.terrace.cli.print;

import dev.terrace.actions.deploy.PlanStacks;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Messages;
import java.util.List;

/** The last line of a plan of several stacks. */
final class PlanSummary {
  private PlanSummary() {}

  static String of(PlanStacks.Result result) {
    List<Plan> plans = result.plans().stream().map(PlanStacks.StackPlan::plan).toList();
    Plan total =
        new Plan(
            plans.stream().flatMap(plan -> plan.changes().stream()).toList(),
            Plan.EMPTY.outputChanges());
    long changed = plans.stream().filter(plan -> !plan.isEmpty()).count();
    return "A deploy would change "
        + changed
        + " of "
        + Messages.counted(plans.size() + result.notPlanned().size(), "stack")
        + (total.isEmpty() ? "" : ": " + total.counts())
        + ". Planned in "
        + result.duration().toSeconds()
        + " s."
        + waiting(result);
  }

  private static String waiting(PlanStacks.Result result) {
    long outputs = result.plans().stream().mapToLong(each -> each.awaited().size()).sum();
    return outputs == 0
        ? ""
        : " "
            + Messages.counted(outputs, "value")
            + " of earlier stacks "
            + (outputs == 1 ? "is" : "are")
            + " known only after the apply.";
  }
}

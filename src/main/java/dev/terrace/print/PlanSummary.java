package dev.terrace.print;

import dev.terrace.report.PlanReport;
import dev.terrace.ui.Messages;

/** The last line of a plan of several stacks. */
final class PlanSummary {
  private PlanSummary() {}

  static String of(PlanReport report) {
    long changed = report.stacks().stream().filter(each -> !each.plan().isEmpty()).count();
    int all = report.stacks().size() + report.notPlanned().size();
    String counts = report.counts();
    return "A deploy would change "
        + changed
        + " of "
        + Messages.counted(all, "stack")
        + (counts.startsWith("no changes") ? "" : ": " + counts)
        + ". Planned in "
        + report.seconds()
        + " s."
        + (report.awaited() == 0
            ? ""
            : " "
                + Messages.counted(report.awaited(), "value")
                + " of earlier stacks "
                + (report.awaited() == 1 ? "is" : "are")
                + " known only after the apply.");
  }
}

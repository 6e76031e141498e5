package dev.terrace.report;

import dev.terrace.terraform.Plan;
import java.util.List;

/** Counts per stack, and what was not planned, in Markdown. */
final class MarkdownSummary {
  private static final int LONGEST_SENTENCE = 600;

  private final PlanReport report;
  private final List<String> lines;

  /**
   * @param lines takes what is written
   */
  MarkdownSummary(PlanReport report, List<String> lines) {
    this.report = report;
    this.lines = lines;
  }

  /**
   * @param most how many stacks are shown of those that were planned, and of the others
   */
  void add(int most) {
    lines.add("| stack | create | change | replace | destroy | planned in |");
    lines.add("|---|---|---|---|---|---|");
    for (StackRows each : report.stacks().stream().limit(most).toList()) {
      lines.add(
          row(
              MarkdownText.cell(each.stack().toString()),
              each.plan().count(Plan.Action.CREATE),
              each.plan().count(Plan.Action.UPDATE),
              each.plan().count(Plan.Action.REPLACE),
              each.plan().count(Plan.Action.DELETE),
              each.seconds()));
    }
    report.notPlanned().stream()
        .limit(most)
        .map(each -> "| " + MarkdownText.cell(each.stack().toString()) + " | not planned | | | | |")
        .forEach(lines::add);
    lines.add(
        row(
            "**total**",
            report.count(Plan.Action.CREATE),
            report.count(Plan.Action.UPDATE),
            report.count(Plan.Action.REPLACE),
            report.count(Plan.Action.DELETE),
            report.seconds()));
    lines.add("");
    for (MissingPlan each : report.notPlanned().stream().limit(most).toList()) {
      lines.add(
          "- **Not planned:** "
              + MarkdownText.code(each.stack().toString())
              + ": "
              + MarkdownText.code(each.why(), LONGEST_SENTENCE));
    }
    if (report.awaited() > 0) {
      lines.add(
          "- " + report.awaited() + " values of earlier stacks are known only after the apply");
    }
    if (!report.notPlanned().isEmpty() || report.awaited() > 0) {
      lines.add("");
    }
  }

  private static String row(
      String name, long create, long change, long replace, long destroy, long seconds) {
    return "| %s | %s | %s | %s | %s | %d s |"
        .formatted(name, cell(create), cell(change), cell(replace), cell(destroy), seconds);
  }

  private static String cell(long count) {
    return count == 0 ? "" : Long.toString(count);
  }
}

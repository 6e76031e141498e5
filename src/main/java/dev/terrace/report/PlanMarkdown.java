package dev.terrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A report as a comment on a pull request. What does not fit is cut, the least risky first, and a
 * line says how much.
 */
public final class PlanMarkdown {
  /**
   * GitHub refuses a comment of more than 65,536 characters (https://github.com/
   * peter-evans/create-or-update-comment/pull/182).
   */
  public static final int LIMIT = 60_000;

  /** How many risky changes keep their values where not everything fits. */
  private static final int MOST_DETAILED = 50;

  private final PlanReport report;
  private final String targets;
  private final String command;

  private PlanMarkdown(PlanReport report, String targets, String command) {
    this.report = report;
    this.targets = targets;
    this.command = command;
  }

  /** Of what the command line names. */
  private static final int LONGEST_COMMAND = 1_000;

  /**
   * How much is shown.
   *
   * @param stacks lines of each list of stacks
   */
  record Cut(int detailed, int rows, int access, int outputs, int stacks) {}

  /**
   * @param targets as the command line names them; a comment is found again by them
   * @param command that made the plan, with its options
   */
  public static String of(PlanReport report, String targets, String command) {
    return new PlanMarkdown(
            report,
            MarkdownText.shortened(targets, LONGEST_COMMAND),
            MarkdownText.shortened(command, LONGEST_COMMAND))
        .fitted();
  }

  private String fitted() {
    int rows = report.stacks().stream().mapToInt(each -> each.rows().size()).sum();
    int all = report.access().size();
    int outputs = report.stacks().stream().mapToInt(each -> each.outputs().size()).sum();
    int lists = Math.max(report.stacks().size(), report.notPlanned().size());
    if (fits(new Cut(0, rows, all, outputs, lists), LIMIT)) {
      return text(
          new Cut(
              most(rows, each -> new Cut(each, rows, all, outputs, lists), LIMIT),
              rows,
              all,
              outputs,
              lists));
    }
    int stacks = most(lists, each -> new Cut(0, 0, 0, 0, each), LIMIT / 3);
    int access = most(all, each -> new Cut(0, 0, each, 0, stacks), LIMIT / 2);
    int risky = 0;
    for (Risk risk : List.of(Risk.DATA, Risk.PROTECTION, Risk.REPLACEMENT, Risk.INTERRUPTION)) {
      risky += report.rows(risk).size();
    }
    int detailed = Math.min(risky, MOST_DETAILED);
    int shown =
        most(rows, each -> new Cut(Math.min(detailed, each), each, access, 0, stacks), LIMIT);
    return text(
        new Cut(
            detailed,
            shown,
            access,
            most(outputs, each -> new Cut(detailed, shown, access, each, stacks), LIMIT),
            stacks));
  }

  private boolean fits(Cut cut, int limit) {
    return text(cut).length() <= limit;
  }

  /** The largest number up to a limit with which the text fits. */
  private int most(int upTo, IntFunction<Cut> cut, int limit) {
    int fits = 0;
    int tooMany = upTo + 1;
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) / 2;
      if (fits(cut.apply(middle), limit)) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits;
  }

  private String text(Cut cut) {
    List<String> lines = new ArrayList<>();
    lines.add("<!-- terrace plan " + targets.replaceAll("[^\\w/*?. -]|--", "_") + " -->");
    lines.add("### Plan of " + MarkdownText.code(targets) + ": " + report.counts());
    lines.add("");
    new MarkdownSummary(report, lines).add(cut.stacks());
    new MarkdownAccess(report, lines).add(cut.access());
    new MarkdownRows(report, lines).add(cut);
    String missing = missing(cut);
    if (!missing.isEmpty()) {
      lines.add(missing);
    }
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  /** What was cut; empty for nothing. */
  private String missing(Cut cut) {
    long rows = report.stacks().stream().mapToLong(each -> each.rows().size()).sum();
    long undetailed =
        List.of(Risk.values()).stream()
            .flatMap(risk -> report.rows(risk).stream())
            .skip(cut.detailed())
            .filter(row -> !row.differences().isEmpty())
            .count();
    List<String> parts = new ArrayList<>();
    if (undetailed > 0) {
      parts.add("the old and new values of " + undetailed + " resources");
    }
    if (rows > cut.rows()) {
      parts.add((rows - cut.rows()) + " of " + rows + " resources");
    }
    if (report.access().size() > cut.access()) {
      parts.add(
          (report.access().size() - cut.access())
              + " of "
              + report.access().size()
              + " changes of access");
    }
    long outputs = report.stacks().stream().mapToLong(each -> each.outputs().size()).sum();
    if (outputs > cut.outputs()) {
      parts.add((outputs - cut.outputs()) + " of " + outputs + " outputs");
    }
    long planned = Math.max(0, report.stacks().size() - cut.stacks());
    long notPlanned = Math.max(0, report.notPlanned().size() - cut.stacks());
    if (planned + notPlanned > 0) {
      parts.add((planned + notPlanned) + " stacks of the table");
    }
    return parts.isEmpty()
        ? ""
        : "**Cut to fit a comment:** "
            + String.join(", ", parts)
            + ". All of it: "
            + MarkdownText.code(command + " --json");
  }
}

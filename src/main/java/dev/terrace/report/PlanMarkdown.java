package dev.terrace.report;

import dev.terrace.check.ValueOrigin;
import dev.terrace.report.access.AccessChange;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private static final int LONGEST_VALUE = 200;
  private static final int LONGEST_SENTENCE = 600;

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

  /** How much is shown. */
  private record Cut(int detailed, int rows, int access) {}

  /**
   * @param targets as the command line names them; a comment is found again by them
   * @param command that made the plan, with its options
   */
  public static String of(PlanReport report, String targets, String command) {
    String text = new PlanMarkdown(report, targets, command).fitted();
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT); // more stacks than fit
  }

  private String fitted() {
    int rows = report.stacks().stream().mapToInt(each -> each.rows().size()).sum();
    int all = report.access().size();
    if (fits(new Cut(0, rows, all), LIMIT)) {
      return text(new Cut(most(rows, each -> new Cut(each, rows, all), LIMIT), rows, all));
    }
    int access = most(all, each -> new Cut(0, 0, each), LIMIT / 2);
    int risky = 0;
    for (Risk risk : List.of(Risk.DATA, Risk.REPLACEMENT, Risk.INTERRUPTION)) {
      risky += report.rows(risk).size();
    }
    int detailed = Math.min(risky, MOST_DETAILED);
    return text(
        new Cut(
            detailed,
            most(rows, each -> new Cut(Math.min(detailed, each), each, access), LIMIT),
            access));
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
    summary(lines);
    access(lines, cut);
    int shown = 0;
    for (Risk risk : Risk.values()) {
      List<PlanRow> rows = report.rows(risk);
      if (!rows.isEmpty()) {
        shown = section(risk, rows, shown, cut, lines);
      }
    }
    outputs(lines);
    String missing = missing(cut);
    if (!missing.isEmpty()) {
      lines.add(missing);
    }
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  private void summary(List<String> lines) {
    lines.add("| stack | create | change | replace | destroy | planned in |");
    lines.add("|---|---|---|---|---|---|");
    for (StackRows each : report.stacks()) {
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
    for (MissingPlan each : report.notPlanned()) {
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

  private void access(List<String> lines, Cut cut) {
    if (report.access().isEmpty()) {
      return;
    }
    lines.add("#### Access");
    lines.add("");
    folded(
        report.access().size() > 12,
        report.access().size() + " changes of access",
        lines,
        () -> {
          lines.add("| | who may do what | stack |");
          lines.add("|---|---|---|");
          report.access().stream()
              .limit(cut.access())
              .forEach(
                  each ->
                      lines.add(
                          "| "
                              + sign(each.kind())
                              + " | "
                              + MarkdownText.cell(each.sentence(), LONGEST_SENTENCE)
                              + " | "
                              + MarkdownText.cell(each.stack().toString())
                              + " |"));
        });
  }

  private static String sign(AccessChange.Kind kind) {
    return switch (kind) {
      case ALLOWED -> "**more**";
      case UNKNOWN -> "**unknown**";
      case REVOKED -> "less";
    };
  }

  /** Opens what is risky, and folds the rest. */
  private static int section(
      Risk risk, List<PlanRow> rows, int before, Cut cut, List<String> lines) {
    int[] shown = {before};
    lines.add("#### " + risk.title());
    lines.add("");
    folded(
        risk == Risk.OTHER || risk == Risk.ACCESS,
        rows.size() == 1 ? "1 resource" : rows.size() + " resources",
        lines,
        () -> {
          for (PlanRow row : rows) {
            if (shown[0] < cut.rows()) {
              lines.add(line(row));
              if (shown[0] < cut.detailed()) {
                details(row, lines);
              }
            }
            shown[0]++;
          }
        });
    return shown[0];
  }

  private static void folded(boolean fold, String summary, List<String> lines, Runnable content) {
    if (fold) {
      lines.add("<details><summary>" + summary + "</summary>");
      lines.add("");
    }
    content.run();
    lines.add("");
    if (fold) {
      lines.add("</details>");
      lines.add("");
    }
  }

  private static String line(PlanRow row) {
    String name =
        row.path().map(path -> MarkdownText.code(path) + " ").orElse("")
            + (row.path().isPresent() ? "(" : "")
            + MarkdownText.code(row.address())
            + (row.path().isPresent() ? ")" : "");
    return "- **"
        + word(row)
        + "** "
        + name
        + " in "
        + MarkdownText.code(row.stack().toString())
        + String.join(
            "",
            row.notes().stream()
                .map(note -> ", " + MarkdownText.code(note, LONGEST_SENTENCE))
                .toList())
        + origin(row.origin());
  }

  private static String word(PlanRow row) {
    return row.imported()
        ? "import" + (row.action() == Plan.Action.NONE ? "" : " and " + word(row.action()))
        : word(row.action());
  }

  private static String word(Plan.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static void details(PlanRow row, List<String> lines) {
    for (RowAttribute each : row.differences()) {
      lines.add(
          "  - "
              + MarkdownText.code(each.path(), LONGEST_VALUE)
              + ": "
              + MarkdownText.code(each.before(), LONGEST_VALUE)
              + " → "
              + MarkdownText.code(each.after(), LONGEST_VALUE)
              + (each.forcesReplacement() ? " **forces the replacement**" : "")
              + origin(each.origin()));
    }
    if (row.leftOut() > 0) {
      lines.add("  - and " + row.leftOut() + " that are empty or known only after the apply");
    }
  }

  private static String origin(Optional<ValueOrigin> origin) {
    return origin.map(found -> " ← " + MarkdownText.code(found.describe())).orElse("");
  }

  private void outputs(List<String> lines) {
    List<String> changed = new ArrayList<>();
    report
        .stacks()
        .forEach(
            each ->
                each.outputs()
                    .forEach(
                        (name, action) ->
                            changed.add(
                                "- "
                                    + word(action)
                                    + " output "
                                    + MarkdownText.code(name)
                                    + " of "
                                    + MarkdownText.code(each.stack().toString()))));
    if (!changed.isEmpty()) {
      folded(true, "Outputs: " + changed.size(), lines, () -> lines.addAll(changed));
    }
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
    return parts.isEmpty()
        ? ""
        : "**Cut to fit a comment:** "
            + String.join(", ", parts)
            + ". All of it: "
            + MarkdownText.code(command + " --json");
  }
}

package dev.terrace.report;

import dev.terrace.check.ValueOrigin;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens to resources and outputs, in Markdown. */
final class MarkdownRows {
  private static final int LONGEST_VALUE = 200;
  private static final int LONGEST_SENTENCE = 600;

  private final PlanReport report;
  private final List<String> lines;

  /**
   * @param lines takes what is written
   */
  MarkdownRows(PlanReport report, List<String> lines) {
    this.report = report;
    this.lines = lines;
  }

  void add(PlanMarkdown.Cut cut) {
    int shown = 0;
    for (Risk risk : Risk.values()) {
      List<PlanRow> rows = report.rows(risk);
      if (!rows.isEmpty()) {
        shown = section(risk, rows, shown, cut);
      }
    }
    outputs(cut.outputs());
  }

  /** Opens what is risky, and folds the rest. */
  private int section(Risk risk, List<PlanRow> rows, int before, PlanMarkdown.Cut cut) {
    int[] shown = {before};
    lines.add("#### " + risk.title());
    lines.add("");
    MarkdownFold.add(
        risk == Risk.OTHER || risk == Risk.ACCESS,
        rows.size() == 1 ? "1 resource" : rows.size() + " resources",
        lines,
        () -> {
          for (PlanRow row : rows) {
            if (shown[0] < cut.rows()) {
              lines.add(line(row));
              if (shown[0] < cut.detailed()) {
                details(row);
              }
            }
            shown[0]++;
          }
        });
    return shown[0];
  }

  private static String line(PlanRow row) {
    String name =
        row.path().map(path -> MarkdownText.code(path, LONGEST_SENTENCE) + " ").orElse("")
            + (row.path().isPresent() ? "(" : "")
            + MarkdownText.code(row.address(), LONGEST_SENTENCE)
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

  private void details(PlanRow row) {
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
    return origin
        .map(found -> " ← " + MarkdownText.code(found.describe(), LONGEST_SENTENCE))
        .orElse("");
  }

  private void outputs(int most) {
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
                                    + MarkdownText.code(name, LONGEST_VALUE)
                                    + " of "
                                    + MarkdownText.code(each.stack().toString()))));
    if (!changed.isEmpty()) {
      MarkdownFold.add(
          true,
          "Outputs: " + changed.size(),
          lines,
          () -> changed.stream().limit(most).forEach(lines::add));
    }
  }
}

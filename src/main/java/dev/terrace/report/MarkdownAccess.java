package dev.terrace.report;

import dev.terrace.report.access.AccessChange;
import java.util.List;

/** Who may do more or less, as a table in Markdown. */
final class MarkdownAccess {
  private static final int LONGEST_SENTENCE = 600;

  private final PlanReport report;
  private final List<String> lines;

  /**
   * @param lines takes what is written
   */
  MarkdownAccess(PlanReport report, List<String> lines) {
    this.report = report;
    this.lines = lines;
  }

  /**
   * @param most how many changes are shown
   */
  void add(int most) {
    if (report.access().isEmpty()) {
      return;
    }
    lines.add("#### Access");
    lines.add("");
    MarkdownFold.add(
        report.access().size() > 12,
        report.access().size() + " changes of access",
        lines,
        () -> {
          lines.add("| | who may do what | stack |");
          lines.add("|---|---|---|");
          report.access().stream()
              .limit(most)
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
}

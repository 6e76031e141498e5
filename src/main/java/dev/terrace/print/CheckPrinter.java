package dev.terrace.print;

import dev.terrace.actions.check.CheckStacks;
import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.check.waiver.WaivedFinding;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.ArrayList;
import java.util.List;

/** Findings of rules, for people and for scripts. */
public final class CheckPrinter {
  private static final int SHOWN = 3;

  private CheckPrinter() {}

  /**
   * @param all whether notes, and all places of a finding, are shown
   */
  public static void print(CheckStacks.Result result, boolean all, Console console) {
    for (Causes each : Causes.of(result)) {
      if (each.rule().severity() != Severity.NOTE || all) {
        print(each, all, console);
      }
    }
    for (CheckReport report : result.reports()) {
      String counts = counts(report);
      console.result(
          console.bold(report.environment().toString())
              + ": "
              + (report.count(Severity.ERROR) > 0 ? console.bad(counts) : console.good(counts)));
    }
    console.result(
        Messages.counted(result.rules().size(), "rule")
            + " on "
            + Messages.counted(result.resources(), "resource")
            + (all || result.count(Severity.NOTE) == 0 ? "" : "; --all shows the notes"));
  }

  private static void print(Causes each, boolean all, Console console) {
    String word = each.rule().severity().word();
    console.result(
        (each.rule().severity() == Severity.ERROR ? console.bad(word) : word)
            + " "
            + console.bold(each.rule().id())
            + ": "
            + each.rule().title());
    for (List<Finding> group : each.byCause()) {
      console.result("  " + group.get(0).message());
      console.result("    from " + group.get(0).origin().describe());
      int shown = all || group.size() == SHOWN + 1 ? group.size() : SHOWN;
      group.stream()
          .limit(shown)
          .forEach(finding -> console.result("    " + console.dim(finding.place())));
      if (group.size() > shown) {
        console.result("    " + console.dim("and " + (group.size() - shown) + " more"));
      }
    }
    each.instead().forEach(text -> console.result("  instead: " + text));
    if (!each.rule().sources().isEmpty()) {
      console.result("  " + console.dim("sources: " + String.join(", ", each.rule().sources())));
    }
    console.result("");
  }

  /** Such as {@code 0 errors, 3 warnings, 2 notes, 4 waived}. */
  public static String counts(CheckReport report) {
    return Messages.counted(report.count(Severity.ERROR), "error")
        + ", "
        + Messages.counted(report.count(Severity.WARNING), "warning")
        + ", "
        + Messages.counted(report.count(Severity.NOTE), "note")
        + ", "
        + report.waived().size()
        + " waived";
  }

  /** For a comment on a pull request. */
  public static List<String> markdown(CheckStacks.Result result) {
    List<String> lines = new ArrayList<>();
    lines.add("| environment | errors | warnings | notes | waived |");
    lines.add("|---|---|---|---|---|");
    for (CheckReport report : result.reports()) {
      lines.add(
          "| %s | %d | %d | %d | %d |"
              .formatted(
                  report.environment(),
                  report.count(Severity.ERROR),
                  report.count(Severity.WARNING),
                  report.count(Severity.NOTE),
                  report.waived().size()));
    }
    for (Causes each : Causes.of(result)) {
      lines.add("");
      lines.add(
          "### "
              + each.rule().severity().word()
              + ": "
              + each.rule().title()
              + " (`"
              + each.rule().id()
              + "`)");
      lines.add("");
      for (List<Finding> group : each.byCause()) {
        lines.add(
            "- "
                + escaped(group.get(0).message())
                + " — `"
                + group.get(0).origin().describe()
                + "`");
        group.forEach(finding -> lines.add("  - `" + finding.place() + "`"));
      }
      lines.add("");
      each.instead().forEach(text -> lines.add("Instead: " + escaped(text)));
    }
    return lines;
  }

  private static String escaped(String text) {
    return text.replace("<", "&lt;").replace("*", "\\*");
  }

  public static Object asJson(CheckStacks.Result result) {
    return new Document(
        result.count(Severity.ERROR),
        result.count(Severity.WARNING),
        result.count(Severity.NOTE),
        result.reports().stream().map(CheckPrinter::asJson).toList());
  }

  private static Report asJson(CheckReport report) {
    return new Report(
        report.environment().toString(),
        report.findings().stream().map(CheckPrinter::asJson).toList(),
        report.waived().stream().map(CheckPrinter::asJson).toList());
  }

  private static Found asJson(Finding finding) {
    return new Found(
        finding.rule().id(),
        finding.severity().word(),
        finding.address().isEmpty()
            ? finding.stack().environment().toString()
            : finding.stack().toString(),
        finding.path(),
        finding.address(),
        finding.attribute(),
        finding.message(),
        finding.instead(),
        finding.origin(),
        finding.rule().sources());
  }

  private static Waived asJson(WaivedFinding waived) {
    return new Waived(
        asJson(waived.finding()),
        waived.waiver().reason(),
        waived.waiver().who(),
        waived.waiver().expires());
  }

  private record Document(long errors, long warnings, long notes, List<Report> environments) {}

  private record Report(String environment, List<Found> findings, List<Waived> waived) {}

  private record Found(
      String rule,
      String severity,
      String stack,
      String path,
      String address,
      String attribute,
      String message,
      String instead,
      ValueOrigin origin,
      List<String> sources) {}

  private record Waived(Found finding, String reason, String who, String expires) {}
}

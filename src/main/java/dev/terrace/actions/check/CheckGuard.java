package dev.terrace.actions.check;

import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.error.UserError;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the rules say before stacks are changed: a line with the count, and each error. */
public final class CheckGuard {
  private CheckGuard() {}

  /** Reports the count and the errors; nothing if there are neither errors nor warnings. */
  public static void report(RunContext run, Synthesis synthesis) {
    CheckStacks.Result result = evaluate(run, synthesis);
    errors(result).forEach(run.ui()::warn);
    summary(result, targets(run, synthesis)).forEach(run.ui()::note);
  }

  /**
   * Reports before stacks are changed.
   *
   * @param real whether a real account is changed: then an error that no waiver accepts ends it
   * @throws UserError of the kind refused, with every such error
   */
  public static void check(RunContext run, Synthesis synthesis, boolean real) {
    if (real) {
      refuse(run, synthesis);
    } else {
      report(run, synthesis);
    }
  }

  private static void refuse(RunContext run, Synthesis synthesis) {
    CheckStacks.Result result = evaluate(run, synthesis);
    if (result.hasErrors()) {
      List<String> lines = new ArrayList<>(errors(result));
      lines.add(
          "Fix them, or accept them in environments/<system>/waivers.yaml with a reason and a date."
              + " Details: ./terrace check"
              + targets(run, synthesis));
      throw UserError.refused(
          "refused by rules, nothing was changed:\n  " + String.join("\n  ", lines));
    }
    summary(result, targets(run, synthesis)).forEach(run.ui()::note);
  }

  private static CheckStacks.Result evaluate(RunContext run, Synthesis synthesis) {
    return new CheckStacks(run.project())
        .run(new CheckStacks.Request(synthesis, LocalDate.now(ZoneOffset.UTC)));
  }

  private static String targets(RunContext run, Synthesis synthesis) {
    String targets = synthesis.selection().describe();
    return (targets.isEmpty() ? "" : " " + targets) + run.project().options();
  }

  static List<String> errors(CheckStacks.Result result) {
    return result.findings().stream()
        .filter(each -> each.severity() == Severity.ERROR)
        .map(CheckGuard::describe)
        .toList();
  }

  private static String describe(Finding finding) {
    return finding.place()
        + ": "
        + finding.rule().title()
        + ": "
        + finding.message()
        + (finding.origin().line() > 0 ? ", from " + finding.origin().describe() : "")
        + " ["
        + finding.rule().id()
        + "]";
  }

  static List<String> summary(CheckStacks.Result result, String targets) {
    long errors = result.count(Severity.ERROR);
    long warnings = result.count(Severity.WARNING);
    if (errors + warnings == 0) {
      return List.of();
    }
    return List.of(
        "rules: "
            + counted(errors, "error")
            + ", "
            + counted(warnings, "warning")
            + ", "
            + counted(result.count(Severity.NOTE), "note")
            + ", "
            + result.waived()
            + " waived; details: ./terrace check"
            + targets);
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}

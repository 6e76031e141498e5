package dev.terrace.print;

import dev.terrace.check.ValueOrigin;
import dev.terrace.config.StackId;
import dev.terrace.error.VisibleText;
import dev.terrace.report.MissingPlan;
import dev.terrace.report.PlanReport;
import dev.terrace.report.PlanRow;
import dev.terrace.report.Risk;
import dev.terrace.report.RowAttribute;
import dev.terrace.report.StackRows;
import dev.terrace.report.access.AccessChange;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Plans of stacks, for people. */
public final class PlanPrinter {
  private static final int LONGEST_VALUE = 600;
  private static final int MOST_ACCESS = 60;

  private PlanPrinter() {}

  public static void print(PlanReport report, Console console) {
    print(report, console, console::result);
    boolean failed = false;
    for (MissingPlan each : report.notPlanned()) {
      console.result(each.stack() + ": not planned: " + each.why());
      failed |= !each.expected();
    }
    if (!failed) {
      console.result(
          report.hasChanges() ? PlanSummary.of(report) : console.good("Nothing would change."));
    }
  }

  /** A plan among the progress of another command. */
  public static void note(PlanReport report, Console console) {
    print(report, console, console::note);
  }

  /** The changes, the riskiest first, who may do more or less, and the counts of each stack. */
  static void print(PlanReport report, Console console, Consumer<String> line) {
    for (Risk risk : Risk.values()) {
      List<PlanRow> rows = report.rows(risk);
      if (!rows.isEmpty()) {
        String title = risk.title() + ": " + rows.size();
        line.accept(risk == Risk.DATA ? console.bad(title) : console.bold(title));
        print(rows, line);
      }
    }
    outputs(report, line);
    access(report, console, line);
    for (StackRows each : report.stacks()) {
      line.accept(
          console.bold(each.stack().toString())
              + ": "
              + each.plan().counts()
              + (each.seconds() > 0 ? console.dim(" (" + each.seconds() + " s)") : ""));
    }
  }

  private static void print(List<PlanRow> rows, Consumer<String> line) {
    Optional<StackId> last = Optional.empty();
    for (PlanRow row : rows) {
      if (last.filter(row.stack()::equals).isEmpty()) {
        line.accept("  " + row.stack());
      }
      last = Optional.of(row.stack());
      line.accept(
          "    "
              + sign(row)
              + " "
              + Messages.of(row.action())
              + " "
              + row.path()
                  .map(path -> path + " (" + row.address() + ")")
                  .orElse(VisibleText.of(row.address()))
              + String.join("", row.notes().stream().map(note -> ", " + note).toList())
              + origin(row.origin()));
      row.differences().forEach(each -> print(each, line));
      if (row.leftOut() > 0) {
        line.accept(
            "        and " + row.leftOut() + " that are empty or known only after the apply");
      }
    }
  }

  private static void print(RowAttribute part, Consumer<String> line) {
    line.accept(
        "        "
            + VisibleText.of(part.path())
            + ": "
            + shortened(part.before())
            + " → "
            + shortened(part.after())
            + (part.forcesReplacement() ? "  (forces the replacement)" : "")
            + origin(part.origin()));
  }

  private static String origin(Optional<ValueOrigin> origin) {
    return origin.map(found -> "  ← " + found.describe()).orElse("");
  }

  private static void outputs(PlanReport report, Consumer<String> line) {
    for (StackRows each : report.stacks()) {
      each.outputs()
          .forEach(
              (name, action) ->
                  line.accept(
                      "  ~ output " + name + " of " + each.stack() + ": " + Messages.of(action)));
    }
  }

  private static void access(PlanReport report, Console console, Consumer<String> line) {
    if (report.access().isEmpty()) {
      return;
    }
    line.accept(console.bold("Access: " + report.access().size()));
    report.access().stream()
        .limit(MOST_ACCESS)
        .forEach(each -> line.accept("  " + sign(each.kind()) + " " + shortened(each.sentence())));
    if (report.access().size() > MOST_ACCESS) {
      line.accept("  and " + (report.access().size() - MOST_ACCESS) + " more, which --json has");
    }
  }

  private static String sign(AccessChange.Kind kind) {
    return switch (kind) {
      case ALLOWED -> "+";
      case UNKNOWN -> "?";
      case REVOKED -> "-";
    };
  }

  /** For people; {@code --json} has the whole value. */
  static String shortened(String value) {
    String shown =
        value.length() <= LONGEST_VALUE
            ? value
            : value.substring(0, LONGEST_VALUE) + "… (" + value.length() + " characters)";
    return VisibleText.of(shown);
  }

  private static String sign(PlanRow row) {
    if (row.imported() && row.action() == Plan.Action.NONE) {
      return "<";
    }
    return switch (row.action()) {
      case CREATE -> "+";
      case UPDATE -> "~";
      case REPLACE -> "±";
      case DELETE -> "-";
      case FORGET -> ".";
      case MOVE -> ">";
      case NONE -> " ";
    };
  }
}

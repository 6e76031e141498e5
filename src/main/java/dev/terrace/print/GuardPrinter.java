package dev.terrace.print;

import dev.terrace.actions.guard.GuardPlan;
import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.error.VisibleText;
import dev.terrace.guard.GuardReport;
import dev.terrace.guard.Refusal;
import dev.terrace.guard.Stateful;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;

/** What the guard says of a plan, for people and for scripts. Shows no values of a plan. */
public final class GuardPrinter {
  private static final int VERSION = 1;

  private GuardPrinter() {}

  public static void print(GuardPlan.Result result, Console console) {
    GuardReport report = result.report();
    for (Refusal each : report.refused()) {
      console.result(
          console.bad("refused")
              + " "
              + console.bold(VisibleText.of(each.address()))
              + " "
              + VisibleText.of(each.describe()));
      each.kept()
          .ifPresent(
              move -> {
                Refusal.Move shown =
                    new Refusal.Move(VisibleText.of(move.from()), VisibleText.of(move.to()));
                console.result(
                    "  if it is the same resource as " + shown.to() + ", this keeps it:");
                shown.hcl().lines().forEach(line -> console.result("    " + line));
              });
      Stateful.source(each.type())
          .ifPresent(source -> console.result("  " + console.dim("source: " + source)));
      console.result("  " + console.dim("waiver: " + each.kind().rule()));
    }
    for (GuardReport.Accepted each : report.accepted()) {
      console.result(
          "accepted "
              + console.bold(VisibleText.of(each.refusal().address()))
              + " "
              + VisibleText.of(each.refusal().describe())
              + "; waiver until "
              + each.waiver().waiver().expires()
              + ", "
              + each.waiver().waiver().who()
              + ": "
              + each.waiver().waiver().reason());
    }
    for (WaiverFile.Located each : report.expired()) {
      console.warn(place(each) + ": this waiver expired after " + each.waiver().expires());
    }
    for (WaiverFile.Located each : report.unused()) {
      console.warn(place(each) + ": this waiver accepts nothing in this plan");
    }
    String counts =
        report.refused().size() + " refused, " + report.accepted().size() + " accepted by waivers";
    console.result(
        (report.isRefused() ? console.bad(counts) : console.good(counts))
            + "; "
            + Messages.counted(result.changes(), "change")
            + " of "
            + Messages.counted(result.resources(), "resource"));
  }

  private static String place(WaiverFile.Located each) {
    return each.file() + ":" + each.line();
  }

  public static Object asJson(GuardPlan.Result result) {
    GuardReport report = result.report();
    return new Document(
        VERSION,
        report.isRefused() ? "refused" : "passed",
        result.terraformVersion(),
        result.resources(),
        result.changes(),
        report.refused().stream().map(GuardPrinter::asJson).toList(),
        report.accepted().stream()
            .map(each -> new Accepted(asJson(each.refusal()), asJson(each.waiver())))
            .toList(),
        report.expired().stream().map(GuardPrinter::asJson).toList(),
        report.unused().stream().map(GuardPrinter::asJson).toList());
  }

  private static Refused asJson(Refusal refusal) {
    return new Refused(
        refusal.kind().rule(),
        refusal.address(),
        refusal.type(),
        refusal.describe(),
        refusal.forcedBy(),
        Stateful.holds(refusal.type()).orElse(""),
        Stateful.source(refusal.type()).orElse(""),
        refusal.kept().orElse(null));
  }

  private static Waived asJson(WaiverFile.Located each) {
    return new Waived(
        each.file(),
        each.line(),
        each.waiver().rule(),
        each.waiver().resource(),
        each.waiver().reason(),
        each.waiver().who(),
        each.waiver().expires());
  }

  private record Document(
      int version,
      String verdict,
      String terraformVersion,
      long resources,
      int changes,
      List<Refused> refused,
      List<Accepted> accepted,
      List<Waived> expiredWaivers,
      List<Waived> unusedWaivers) {}

  private record Refused(
      String rule,
      String address,
      String type,
      String message,
      List<String> forcedBy,
      String holds,
      String source,
      Refusal.Move moved) {}

  private record Accepted(Refused refused, Waived waiver) {}

  private record Waived(
      String file,
      int line,
      String rule,
      String resource,
      String reason,
      String who,
      String expires) {}
}

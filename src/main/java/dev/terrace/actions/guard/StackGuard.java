package dev.terrace.actions.guard;

import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.guard.GuardReport;
import dev.terrace.guard.PlanGuard;
import dev.terrace.guard.Refusal;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.terraform.scan.PlanScan;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The guard with the waivers of the systems. Threads may share it. */
public final class StackGuard {
  private final Function<String, List<WaiverFile.Located>> read;
  private final boolean withData;
  private final LocalDate today;
  private final Map<String, List<WaiverFile.Located>> waivers = new ConcurrentHashMap<>();
  private final Set<String> judged = ConcurrentHashMap.newKeySet();
  private final Set<WaiverFile.Located> used = ConcurrentHashMap.newKeySet();

  /**
   * @param withData whether the user accepts the loss of data; not what is not understood
   */
  public static StackGuard of(Project project, boolean withData) {
    return new StackGuard(
        system -> Waivers.of(project, system), withData, LocalDate.now(ZoneOffset.UTC));
  }

  StackGuard(Function<String, List<WaiverFile.Located>> read, boolean withData, LocalDate today) {
    this.read = read;
    this.withData = withData;
    this.today = today;
  }

  public GuardReport judge(Stack stack, PlanScan plan) {
    return judge(stack, PlanGuard.refusals(plan));
  }

  public GuardReport judge(Stack stack, List<Refusal> refusals) {
    List<Refusal> left =
        refusals.stream()
            .filter(each -> !withData || each.kind() == Refusal.Kind.NOT_UNDERSTOOD)
            .toList();
    String layer = stack.id().environment().environment() + "/" + stack.id().layer();
    GuardReport report =
        GuardReport.of(
            left,
            waivers.computeIfAbsent(stack.id().environment().system(), read),
            layer,
            address -> stack.file().constructPath(address).orElse(address),
            today);
    judged.add(layer);
    report.accepted().forEach(each -> used.add(each.waiver()));
    return report;
  }

  /** Waivers that name a stack of those judged so far, and accept nothing, for people. */
  public List<String> unused() {
    if (withData) {
      return List.of();
    }
    return waivers.values().stream()
        .flatMap(List::stream)
        .filter(each -> each.waiver().isForGuard() && !used.contains(each))
        .filter(each -> judged.stream().anyMatch(each.waiver()::names))
        .map(
            each ->
                each.file()
                    + ":"
                    + each.line()
                    + ": this waiver accepts nothing any more; remove it")
        .sorted()
        .toList();
  }

  /**
   * What is refused, for people; empty if nothing is.
   *
   * @param option what accepts the loss of all data at once, such as {@code --with-data}; empty if
   *     the command has no such option
   */
  public static List<String> describe(Stack stack, GuardReport report, String option) {
    List<String> lines = new ArrayList<>();
    for (Refusal each : report.refused()) {
      lines.add(stack.describe(each.address()) + " " + each.describe());
      each.kept()
          .ifPresent(
              move ->
                  lines.add(
                      "  If "
                          + stack.describe(move.to())
                          + " is the same resource, './terrace moves "
                          + stack.id()
                          + "' writes the entry that keeps it: "
                          + move.hcl().replaceAll("\\s+", " ")));
    }
    for (WaiverFile.Located each : report.expired()) {
      lines.add(
          "The waiver in "
              + each.file()
              + ":"
              + each.line()
              + " expired after "
              + each.waiver().expires());
    }
    if (!report.refused().isEmpty()) {
      boolean waivable = !option.isEmpty() && isDataOnly(report);
      lines.add(
          (waivable
                  ? "If that is what you want, add " + option + ", or waivers"
                  : "Accept it with waivers")
              + " with a reason and a date to "
              + WaiverFile.shownAs(stack.id().environment().system())
              + " (rules: "
              + String.join(
                  ", ",
                  report.refused().stream()
                      .map(each -> each.kind().rule())
                      .distinct()
                      .sorted()
                      .toList())
              + ").");
    }
    return lines;
  }

  private static boolean isDataOnly(GuardReport report) {
    return report.refused().stream().noneMatch(each -> each.kind() == Refusal.Kind.NOT_UNDERSTOOD);
  }
}

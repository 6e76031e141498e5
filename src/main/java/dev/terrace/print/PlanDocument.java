package dev.terrace.print;

import dev.terrace.check.ValueOrigin;
import dev.terrace.report.PlanReport;
import dev.terrace.report.PlanRow;
import dev.terrace.report.RowAttribute;
import dev.terrace.report.StackRows;
import dev.terrace.report.access.AccessChange;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Messages;
import dev.terrace.upstream.AwaitedOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Plans of stacks, for scripts. {@code src/main/resources/dev/terrace/report/plan.schema.json}
 * describes the document.
 *
 * @param schemaVersion grows when a field changes its meaning or is removed, not when one is added
 */
public record PlanDocument(
    int schemaVersion,
    boolean changes,
    Map<String, Long> counts,
    long seconds,
    List<StackPlan> stacks,
    List<Access> access,
    List<Missing> notPlanned,
    String stoppedBecause) {
  private static final int VERSION = 1;

  /** One stack. */
  public record StackPlan(
      String stack,
      Map<String, Long> counts,
      List<Change> changes,
      Map<String, String> outputs,
      List<Awaited> awaits,
      long seconds) {}

  /** An output of an earlier stack that is known only after its apply. */
  public record Awaited(String stack, String output, List<AwaitedOutput.Use> uses) {}

  /** One resource. */
  public record Change(
      String action,
      String address,
      String path,
      String type,
      List<String> replacedBecause,
      List<Attribute> attributes,
      boolean imported,
      String reason,
      String risk,
      String riskReason,
      ValueOrigin origin) {}

  /** One attribute of it. */
  public record Attribute(
      String path, String before, String after, boolean forcesReplacement, ValueOrigin origin) {}

  /** What is newly allowed, no longer allowed, or unknown. */
  public record Access(String stack, String address, String change, String sentence) {}

  /** A stack without a plan. */
  public record Missing(String stack, String why, boolean expected) {}

  public static PlanDocument of(PlanReport report, Optional<String> stopped) {
    return new PlanDocument(
        VERSION,
        report.hasChanges(),
        counts(report::count),
        report.seconds(),
        report.stacks().stream().map(PlanDocument::of).toList(),
        report.access().stream().map(PlanDocument::of).toList(),
        report.notPlanned().stream()
            .map(each -> new Missing(each.stack().toString(), each.why(), each.expected()))
            .toList(),
        stopped.orElse(null));
  }

  private static Map<String, Long> counts(ToLongFunction<Plan.Action> count) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Plan.Action action : Plan.Action.values()) {
      if (action != Plan.Action.NONE) {
        counts.put(Messages.of(action), count.applyAsLong(action));
      }
    }
    return counts;
  }

  private static StackPlan of(StackRows stack) {
    Map<String, String> outputs = new LinkedHashMap<>();
    stack.outputs().forEach((name, action) -> outputs.put(name, Messages.of(action)));
    return new StackPlan(
        stack.stack().toString(),
        counts(stack.plan()::count),
        stack.rows().stream().map(PlanDocument::of).toList(),
        outputs,
        stack.awaited().stream()
            .map(each -> new Awaited(each.stack().toString(), each.output(), each.uses()))
            .toList(),
        stack.seconds());
  }

  private static Change of(PlanRow row) {
    return new Change(
        Messages.of(row.action()),
        row.address(),
        row.path().orElse(null),
        row.type(),
        row.forcedBy(),
        row.attributes().stream().map(PlanDocument::of).toList(),
        row.imported(),
        row.reason(),
        row.risk().word(),
        row.riskReason(),
        row.origin().orElse(null));
  }

  private static Attribute of(RowAttribute attribute) {
    return new Attribute(
        attribute.path(),
        attribute.before(),
        attribute.after(),
        attribute.forcesReplacement(),
        attribute.origin().orElse(null));
  }

  private static Access of(AccessChange change) {
    return new Access(
        change.stack().toString(), change.address(), change.kind().word(), change.sentence());
  }
}

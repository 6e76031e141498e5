package dev.terrace.report;

import dev.terrace.config.StackId;
import dev.terrace.terraform.Plan;
import dev.terrace.upstream.AwaitedOutput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a report that is about one stack.
 *
 * @param rows the riskiest first, then in the order of the plan
 * @param outputs actions by name, without outputs that only other stacks read
 * @param awaited outputs of earlier stacks that are unknown in this plan
 */
public record StackRows(
    StackId stack,
    Plan plan,
    List<PlanRow> rows,
    Map<String, Plan.Action> outputs,
    List<AwaitedOutput> awaited,
    long seconds) {
  public StackRows {
    rows = List.copyOf(rows);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    awaited = List.copyOf(awaited);
  }

  static StackRows of(PlannedStack planned, List<PlanRow> rows) {
    return new StackRows(
        planned.id(),
        planned.plan(),
        rows,
        planned.plan().publicOutputChanges(),
        planned.awaited(),
        planned.seconds());
  }
}

package dev.terrace.report;

import dev.terrace.report.access.AccessChange;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plans of one or more stacks, for people and for scripts.
 *
 * @param stacks in the order of deployment
 * @param access what policies and security groups newly allow or no longer allow
 * @param seconds that planning took
 */
public record PlanReport(
    List<StackRows> stacks, List<MissingPlan> notPlanned, List<AccessChange> access, long seconds) {
  public PlanReport {
    stacks = List.copyOf(stacks);
    notPlanned = List.copyOf(notPlanned);
    access = List.copyOf(access);
  }

  public boolean hasChanges() {
    return stacks.stream().anyMatch(each -> !each.plan().isEmpty());
  }

  /** The rows of one risk, in the order of deployment. */
  public List<PlanRow> rows(Risk risk) {
    return stacks.stream()
        .flatMap(each -> each.rows().stream())
        .filter(row -> row.risk() == risk)
        .toList();
  }

  /** How many resources of all stacks an action hits. */
  public long count(Plan.Action action) {
    return stacks.stream().mapToLong(each -> each.plan().count(action)).sum();
  }

  /** How many values of earlier stacks are known only after the apply. */
  public long awaited() {
    return stacks.stream().mapToLong(each -> each.awaited().size()).sum();
  }

  /** Such as {@code 2 to create, 1 to replace}. */
  public String counts() {
    List<Plan.Change> changes = new ArrayList<>();
    stacks.forEach(each -> changes.addAll(each.plan().changes()));
    Map<String, Plan.Action> outputs = new LinkedHashMap<>();
    stacks.forEach(
        each ->
            each.plan()
                .outputChanges()
                .forEach((name, action) -> outputs.put(each.stack() + " " + name, action)));
    return new Plan(changes, outputs).counts();
  }
}

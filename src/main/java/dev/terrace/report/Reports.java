package dev.terrace.report;

import dev.terrace.check.model.Model;
import dev.terrace.config.EnvironmentId;
import dev.terrace.report.access.AccessChange;
import dev.terrace.report.access.AccessChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes reports of plans. */
public final class Reports {
  private final Map<EnvironmentId, Model> models;
  private final Map<EnvironmentId, ? extends Keys> keys;

  /**
   * @param models the synthesized environments; what is missing is described by the plan alone
   */
  public Reports(Map<EnvironmentId, Model> models, Map<EnvironmentId, ? extends Keys> keys) {
    this.models = models;
    this.keys = keys;
  }

  /**
   * @param seconds that planning took
   */
  public PlanReport of(List<PlannedStack> stacks, List<MissingPlan> notPlanned, long seconds) {
    List<AccessChange> access = new ArrayList<>();
    Map<EnvironmentId, List<PlannedStack>> byEnvironment =
        stacks.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.id().environment(), LinkedHashMap::new, Collectors.toList()));
    byEnvironment.forEach(
        (id, planned) ->
            access.addAll(AccessChanges.of(Optional.ofNullable(models.get(id)), planned(planned))));
    return new PlanReport(
        stacks.stream().map(each -> StackRows.of(each, rows(each, access))).toList(),
        notPlanned,
        access,
        seconds);
  }

  private static List<AccessChanges.Planned> planned(List<PlannedStack> stacks) {
    return stacks.stream()
        .map(each -> new AccessChanges.Planned(each.id(), each.file(), each.plan()))
        .toList();
  }

  private List<PlanRow> rows(PlannedStack stack, List<AccessChange> access) {
    Set<String> widening =
        access.stream()
            .filter(each -> each.stack().equals(stack.id()) && each.kind().widens())
            .map(AccessChange::address)
            .collect(Collectors.toSet());
    Keys of =
        keys.containsKey(stack.id().environment()) ? keys.get(stack.id().environment()) : Keys.NONE;
    return new PlanRows(stack, of).list(widening);
  }
}

package dev.terrace.actions.deploy;

import dev.terrace.check.model.Model;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.report.EnvironmentKeys;
import dev.terrace.report.MissingPlan;
import dev.terrace.report.PlanReport;
import dev.terrace.report.PlannedStack;
import dev.terrace.report.Reports;
import dev.terrace.terraform.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the report of planned stacks, with the configuration keys that decide the values. */
public final class DescribePlans {
  private final Reports reports;

  public DescribePlans(Project project, Synthesis synthesis) {
    Map<EnvironmentId, Model> models = new LinkedHashMap<>();
    Map<EnvironmentId, EnvironmentKeys> keys = new LinkedHashMap<>();
    for (Environment<?> environment : synthesis.selection().environments()) {
      Model model =
          new Model(
              environment.id(), environment.config().region(), synthesis.trees(environment.id()));
      models.put(environment.id(), model);
      keys.put(
          environment.id(),
          new EnvironmentKeys(
              new Environments(project.environments()).written(environment.id()), model));
    }
    this.reports = new Reports(models, keys);
  }

  /** The plans of several stacks, and which stacks have none. */
  public PlanReport of(PlanStacks.Result result) {
    return reports.of(
        result.plans().stream().map(DescribePlans::planned).toList(),
        result.notPlanned().stream()
            .map(
                each ->
                    new MissingPlan(each.stack().id(), each.message(), each.reason().isExpected()))
            .toList(),
        result.duration().toSeconds());
  }

  private static PlannedStack planned(PlanStacks.StackPlan plan) {
    return new PlannedStack(
        plan.stack().id(),
        plan.stack().file(),
        plan.plan(),
        plan.awaited(),
        plan.duration().toSeconds());
  }

  /** The plan of one stack. */
  public PlanReport of(Stack stack, Plan plan) {
    return of(reports, stack, plan);
  }

  /** The plan of a stack whose configuration is not at hand. */
  public static PlanReport alone(Stack stack, Plan plan) {
    return of(new Reports(Map.of(), Map.of()), stack, plan);
  }

  private static PlanReport of(Reports reports, Stack stack, Plan plan) {
    PlannedStack planned = new PlannedStack(stack.id(), stack.file(), plan, List.of(), 0);
    return reports.of(List.of(planned), List.of(), 0);
  }
}

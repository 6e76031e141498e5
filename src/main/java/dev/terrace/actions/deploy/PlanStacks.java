package dev.terrace.actions.deploy;

import dev.terrace.config.StackId;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.ExampleGuard;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans stacks in the order of deployment, as far as what they read is deployed. */
public final class PlanStacks {
  private final Ui ui;
  private final Map<StackId, Set<String>> deployed = new HashMap<>();

  public PlanStacks(Ui ui) {
    this.ui = ui;
  }

  public record Request(DeployContext context) {}

  /**
   * @param plans of the stacks that could be planned, in order
   * @param stopped why the next stack cannot be planned; empty where all were
   */
  public record Result(List<StackPlan> plans, Optional<String> stopped) {

    public boolean hasChanges() {
      return plans.stream().anyMatch(each -> !each.plan().isEmpty());
    }
  }

  /** What a deploy would change in one stack. */
  public record StackPlan(Stack stack, Plan plan) {}

  public Result run(Request request) {
    DeployTarget target = request.context().target();
    Synthesis synthesis = request.context().synthesis();
    ExampleGuard.check(synthesis.selection().environments(), target.isRealAccount());
    List<Stack> stacks = synthesis.chosen();
    List<StackPlan> plans = new ArrayList<>();
    for (Stack stack : stacks) {
      Optional<String> missing = missing(stack, synthesis, target);
      if (missing.isPresent()) {
        return new Result(plans, missing);
      }
      String label = "[" + (plans.size() + 1) + "/" + stacks.size() + "] " + stack.id();
      try {
        plans.add(
            new StackPlan(stack, plan(stack, target, target.progress(ui, label, stack.id()))));
      } catch (TerraformException e) {
        ui.endPassing();
        return new Result(plans, Optional.of(StackErrors.explain(stack, target, e)));
      }
    }
    return new Result(plans, Optional.empty());
  }

  /** Which outputs that a stack reads are not there. */
  private Optional<String> missing(Stack stack, Synthesis synthesis, DeployTarget target) {
    for (StackId earlier : stack.dependencies()) {
      Set<String> outputs =
          deployed.computeIfAbsent(earlier, id -> outputs(synthesis.stack(id), synthesis, target));
      boolean complete = outputs.containsAll(stack.file().outputsReadFrom(earlier.stackName()));
      if (outputs.isEmpty() || !complete) {
        return Optional.of(
            stack.id()
                + (outputs.isEmpty()
                    ? " reads outputs of " + earlier + ", which is not deployed yet"
                    : " reads new outputs of " + earlier + ", which are not deployed yet")
                + ", so it cannot be planned; deploy that first: ./terrace deploy "
                + earlier
                + target.option());
      }
    }
    return Optional.empty();
  }

  private static Set<String> outputs(Stack stack, Synthesis synthesis, DeployTarget target) {
    Set<String> outputs = target.prepare(stack, Purpose.READ).state().outputs();
    if (!synthesis.chosen().contains(stack)) {
      target.release(stack);
    }
    return outputs;
  }

  private Plan plan(Stack stack, DeployTarget target, StackProgress progress) {
    progress.quietStep("initializing");
    Terraform terraform = target.prepare(stack, Purpose.READ);
    progress.step("planning", 0);
    try {
      Plan plan = terraform.plan(List.of(), progress::accept);
      progress.say(plan.counts());
      List<String> reasons =
          ApplyGuard.reasons(
              stack, plan, target.isLocal(), () -> target.awsApi().calls(stack.region()));
      if (!reasons.isEmpty()) {
        ui.warn("a deploy would refuse this:\n  " + String.join("\n  ", reasons));
      }
      return plan;
    } finally {
      terraform.discardPlan();
    }
  }
}

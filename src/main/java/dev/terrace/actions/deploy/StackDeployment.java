package dev.terrace.actions.deploy;

import dev.terrace.actions.deploy.DeployResult.StackResult;
import dev.terrace.actions.deploy.recovery.KilledApplyRecovery;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Outcome;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.Map;
import java.util.function.BiConsumer;

/** Plans one stack of a deploy, asks, and applies what was planned. Threads may share it. */
final class StackDeployment {
  private final Ui ui;
  private final DeployTarget target;
  private final DeployPlans plans;
  private final StackGuard guard;
  private final Confirmation confirmation;
  private final BiConsumer<Stack, Plan> view;

  /**
   * @param confirmation is asked before a stack is changed
   * @param view shows the plan that is asked about
   */
  StackDeployment(
      Ui ui,
      DeployTarget target,
      DeployPlans plans,
      StackGuard guard,
      Confirmation confirmation,
      BiConsumer<Stack, Plan> view) {
    this.ui = ui;
    this.target = target;
    this.plans = plans;
    this.guard = guard;
    this.confirmation = confirmation;
    this.view = view;
  }

  /**
   * What became of a stack.
   *
   * @param outputs after a success; else empty
   */
  record Deployed(StackResult result, Map<String, Output> outputs) {}

  Deployed run(Stack stack, StackProgress progress) {
    Plan plan = Plan.EMPTY;
    UserError failure;
    try {
      DeployPlans.Planned planned = plans.of(stack, progress);
      Terraform terraform = planned.terraform();
      KilledApplyRecovery recovery = planned.recovery();
      plan = planned.plan();
      recovery.describe().ifPresent(progress::say);
      if (plan.isEmpty() && !recovery.keeps()) {
        terraform.discardPlan();
        recovery.end();
        progress.say("no changes");
        return deployed(stack, Outcome.UNCHANGED, plan, progress, terraform);
      }
      progress.say(plan.counts());
      plans.settle();
      if (!isWanted(stack, plan, terraform)) {
        Outcome outcome = ui.asksNoMore() ? Outcome.NOT_STARTED : Outcome.DECLINED;
        return new Deployed(result(stack, outcome, plan, progress), Map.of());
      }
      plans.changes(stack);
      plan = recovery.keep(plan, progress);
      if (plan.isEmpty()) {
        terraform.discardPlan();
      } else {
        plan = RemovedProtections.lift(terraform, plan, progress);
        progress.step("applying", plan.changes().size());
        terraform.apply(progress::accept);
      }
      recovery.end();
      target.remember(stack, terraform);
      progress.say("applied in " + progress.seconds() + " s");
      return deployed(stack, Outcome.APPLIED, plan, progress, terraform);
    } catch (TerraformException e) {
      ui.endPassing();
      ui.error(StackErrors.explain(stack, target, e, progress));
      failure = e;
    } catch (UserError e) {
      ui.endPassing();
      e.messages().forEach(ui::error);
      failure = e;
    }
    return new Deployed(
        result(stack, StackErrors.outcome(failure), plan, progress)
            .withRepair(StackErrors.repair(stack, target, failure)),
        Map.of());
  }

  /** The plan is kept only for an apply. */
  private boolean isWanted(Stack stack, Plan plan, Terraform terraform) {
    boolean wanted = false;
    try {
      ApplyGuard.check(stack, plan, guard, () -> target.awsApi().calls(stack.region()));
      wanted = confirmation.given("Apply to " + stack.id() + "?", () -> view.accept(stack, plan));
      return wanted;
    } finally {
      if (!wanted) {
        terraform.discardPlan();
      }
    }
  }

  private static Deployed deployed(
      Stack stack, Outcome outcome, Plan plan, StackProgress progress, Terraform terraform) {
    return new Deployed(result(stack, outcome, plan, progress), terraform.outputs());
  }

  private static StackResult result(
      Stack stack, Outcome outcome, Plan plan, StackProgress progress) {
    return new StackResult(stack, outcome, plan, Plan.EMPTY, progress.seconds());
  }
}

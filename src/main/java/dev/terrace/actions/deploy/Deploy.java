package dev.terrace.actions.deploy;

import dev.terrace.actions.check.CheckGuard;
import dev.terrace.actions.deploy.DeployResult.StackResult;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.ExampleGuard;
import dev.terrace.project.Outcome;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackGraph;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Applies stacks in order, then plans them again to check that nothing is left to change. */
public final class Deploy {
  private final RunContext run;
  private final Ui ui;
  private final Confirmation confirmation;
  private final BiConsumer<Stack, Plan> view;

  /**
   * @param confirmation is asked before each stack is changed
   * @param view shows the plan that is asked about, which is the one that is applied
   */
  public Deploy(RunContext run, Confirmation confirmation, BiConsumer<Stack, Plan> view) {
    this.run = run;
    this.ui = run.ui();
    this.confirmation = confirmation;
    this.view = view;
  }

  /**
   * @param parallel how many independent stacks at the same time, at least 1
   * @param withData whether what holds data may be destroyed or replaced
   */
  public record Request(DeployContext context, int parallel, boolean withData) {}

  /**
   * @throws UserError when a stack that is read but not deployed here is not deployed yet
   */
  public DeployResult run(Request request) {
    DeployTarget target = request.context().target();
    ExampleGuard.check(
        request.context().synthesis().selection().environments(), target.isRealAccount());
    CheckGuard.check(run, request.context().synthesis(), target.isRealAccount());
    List<Stack> chosen = request.context().synthesis().chosen();
    List<Stack> all = request.context().synthesis().stacks();
    requireEarlier(all, chosen, target);
    StackGraph graph = new StackGraph(all, chosen, false);
    StackGuard guard = StackGuard.of(run.project(), request.withData());
    Map<StackId, StackResult> results = new ConcurrentHashMap<>();
    AtomicInteger number = new AtomicInteger();
    graph.run(
        request.parallel(),
        stack -> {
          String label = "[" + number.incrementAndGet() + "/" + chosen.size() + "] " + stack.id();
          StackProgress progress = target.progress(ui, label, stack.id());
          StackResult result = deploy(stack, request, guard, progress);
          results.put(stack.id(), result);
          return result.outcome().succeeded();
        });
    guard.unused().forEach(ui::warn);
    List<StackResult> inOrder =
        graph.order().stream()
            .map(stack -> results.getOrDefault(stack.id(), StackResult.notStarted(stack)))
            .toList();
    boolean declined = inOrder.stream().anyMatch(each -> each.outcome() == Outcome.DECLINED);
    DeployResult applied =
        new DeployResult(inOrder, Map.of(), declined && !run.interrupts().interrupted());
    return applied.isComplete() ? checked(applied, target) : applied;
  }

  /** Stacks that are not deployed here but whose outputs are read must have been deployed. */
  private static void requireEarlier(List<Stack> all, List<Stack> chosen, DeployTarget target) {
    Map<StackId, Stack> others = new LinkedHashMap<>();
    all.forEach(stack -> others.put(stack.id(), stack));
    chosen.forEach(stack -> others.remove(stack.id()));
    Map<StackId, Boolean> deployed = new LinkedHashMap<>();
    for (Stack stack : chosen) {
      for (StackId earlier : stack.dependencies()) {
        Stack other = others.get(earlier);
        if (other != null && !deployed.computeIfAbsent(earlier, id -> isDeployed(other, target))) {
          throw UserError.failed(
              stack.id()
                  + " reads outputs of "
                  + earlier
                  + ", which is not deployed yet; deploy it first: ./terrace deploy "
                  + earlier
                  + target.option());
        }
      }
    }
  }

  private static boolean isDeployed(Stack stack, DeployTarget target) {
    boolean deployed = !target.prepare(stack).state().isEmpty();
    target.release(stack);
    return deployed;
  }

  private StackResult deploy(
      Stack stack, Request request, StackGuard guard, StackProgress progress) {
    DeployTarget target = request.context().target();
    Plan plan = Plan.EMPTY;
    Outcome failed = Outcome.FAILED;
    Optional<String> repair;
    try {
      progress.quietStep("initializing");
      Terraform terraform = target.prepare(stack);
      progress.step("planning", 0);
      KilledApplyRecovery recovery =
          KilledApplyRecovery.of(
              terraform, stack, () -> Lookups.of(stack, request.context().synthesis(), target));
      plan = recovery.plan(target, progress);
      recovery.describe().ifPresent(progress::say);
      if (plan.isEmpty() && !recovery.keeps()) {
        terraform.discardPlan();
        recovery.end();
        progress.say("no changes");
        return result(stack, Outcome.UNCHANGED, plan, progress);
      }
      progress.say(plan.counts());
      if (!isWanted(stack, plan, request, guard, terraform)) {
        return result(stack, Outcome.DECLINED, plan, progress);
      }
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
      return result(stack, Outcome.APPLIED, plan, progress);
    } catch (TerraformException e) {
      ui.endPassing();
      ui.error(StackErrors.explain(stack, target, e, progress));
      repair = StackErrors.repair(stack, target, e);
    } catch (UserError e) {
      ui.endPassing();
      e.messages().forEach(ui::error);
      repair = StackErrors.repair(stack, target, e);
      failed = e.kind() == UserError.Kind.REFUSED ? Outcome.REFUSED : Outcome.FAILED;
    }
    return result(stack, failed, plan, progress).withRepair(repair);
  }

  /** The plan is kept only for an apply. */
  private boolean isWanted(
      Stack stack, Plan plan, Request request, StackGuard guard, Terraform terraform) {
    boolean wanted = false;
    try {
      DeployTarget target = request.context().target();
      ApplyGuard.check(stack, plan, guard, () -> target.awsApi().calls(stack.region()));
      wanted = confirmation.given("Apply to " + stack.id() + "?", () -> view.accept(stack, plan));
      return wanted;
    } finally {
      if (!wanted) {
        terraform.discardPlan();
      }
    }
  }

  private static StackResult result(
      Stack stack, Outcome outcome, Plan plan, StackProgress progress) {
    return new StackResult(stack, outcome, plan, Plan.EMPTY, progress.seconds());
  }

  /** Plans again where something was applied, and reads the outputs. */
  private DeployResult checked(DeployResult applied, DeployTarget target) {
    List<StackResult> stacks =
        applied.isChanged()
            ? applied.stacks().stream()
                .map(each -> each.withRemaining(planAgain(each.stack(), target)))
                .toList()
            : applied.stacks();
    ui.endPassing();
    Map<StackId, Map<String, Output>> outputs = new LinkedHashMap<>();
    for (StackResult each : stacks) {
      Terraform terraform = target.terraformIn(target.folderOf(each.stack()));
      outputs.put(each.stack().id(), terraform.outputs());
    }
    return new DeployResult(stacks, outputs, false);
  }

  private Plan planAgain(Stack stack, DeployTarget target) {
    StackProgress progress = target.progress(ui, "second plan of " + stack.id(), stack.id());
    progress.step("planning", 0);
    Terraform terraform = target.terraformIn(target.folderOf(stack));
    try {
      Plan plan = terraform.plan(List.of(), progress::accept);
      if (!plan.isEmpty()) {
        progress.say("still differs after the apply: " + plan.counts());
      }
      return plan;
    } catch (TerraformException e) {
      ui.endPassing();
      throw UserError.failed(stack.id() + ": the second plan failed: " + e.getMessage());
    } finally {
      terraform.discardPlan();
    }
  }
}

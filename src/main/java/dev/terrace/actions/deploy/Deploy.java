package dev.terrace.actions.deploy;

import dev.terrace.actions.check.CheckGuard;
import dev.terrace.actions.deploy.DeployResult.StackResult;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.config.ExampleGuard;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Outcome;
import dev.terrace.project.Purpose;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackGraph;
import dev.terrace.project.StackTasks;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    PreparedStacks prepared = new PreparedStacks(ui, request.context(), Purpose.CHANGE);
    requireEarlier(all, chosen, prepared, target);
    StackGraph graph = new StackGraph(all, chosen, false);
    StackGuard guard = StackGuard.of(run.project(), request.withData());
    int planned = Math.min(request.parallel(), Runtime.getRuntime().availableProcessors());
    Map<StackId, StackDeployment.Deployed> results = new ConcurrentHashMap<>();
    try (DeployPlans plans = new DeployPlans(ui, request.context(), prepared, planned)) {
      StackDeployment deployment =
          new StackDeployment(ui, target, plans, guard, confirmation, view);
      AtomicInteger number = new AtomicInteger();
      graph.run(
          request.parallel(),
          stack -> {
            String label = "[" + number.incrementAndGet() + "/" + chosen.size() + "] " + stack.id();
            StackDeployment.Deployed result =
                deployment.run(stack, target.progress(ui, label, stack.id()));
            results.put(stack.id(), result);
            return result.result().outcome().succeeded();
          });
    }
    guard.unused().forEach(ui::warn);
    List<StackResult> inOrder =
        graph.order().stream()
            .map(
                stack ->
                    results.containsKey(stack.id())
                        ? results.get(stack.id()).result()
                        : StackResult.notStarted(stack))
            .toList();
    boolean declined = inOrder.stream().anyMatch(each -> each.outcome() == Outcome.DECLINED);
    DeployResult applied =
        new DeployResult(inOrder, Map.of(), declined && !run.interrupts().interrupted());
    if (!applied.isComplete()) {
      return applied;
    }
    Map<StackId, Map<String, Output>> outputs = new LinkedHashMap<>();
    graph.order().forEach(stack -> outputs.put(stack.id(), results.get(stack.id()).outputs()));
    return new DeployResult(
        applied.isChanged() ? plannedAgain(inOrder, target, planned) : inOrder, outputs, false);
  }

  /** Stacks that are not deployed here but whose outputs are read must have been deployed. */
  private static void requireEarlier(
      List<Stack> all, List<Stack> chosen, PreparedStacks prepared, DeployTarget target) {
    Set<StackId> others = new HashSet<>();
    all.forEach(stack -> others.add(stack.id()));
    chosen.forEach(stack -> others.remove(stack.id()));
    for (Stack stack : chosen) {
      for (StackId earlier : stack.dependencies()) {
        if (!others.contains(earlier)) {
          continue;
        }
        prepared.open(earlier);
        if (prepared.of(earlier).state().isEmpty()) {
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

  /**
   * Plans again where something was applied.
   *
   * @param parallel how many stacks at the same time
   */
  private List<StackResult> plannedAgain(
      List<StackResult> stacks, DeployTarget target, int parallel) {
    try (StackTasks<Plan> plans = new StackTasks<>(ui, parallel)) {
      stacks.forEach(
          each ->
              plans.add(
                  each.stack().id(), own -> Optional.of(planAgain(each.stack(), target, own))));
      return stacks.stream()
          .map(each -> each.withRemaining(plans.take(each.stack().id()).orElseThrow()))
          .toList();
    }
  }

  private static Plan planAgain(Stack stack, DeployTarget target, Ui ui) {
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
      throw UserError.failed(stack.id() + ": the second plan failed: " + e.getMessage());
    } finally {
      terraform.discardPlan();
    }
  }
}

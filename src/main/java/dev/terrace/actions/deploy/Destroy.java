package dev.terrace.actions.deploy;

import dev.terrace.actions.deploy.DestroyResult.StackResult;
import dev.terrace.actions.deploy.recovery.KilledApplyRecovery;
import dev.terrace.actions.deploy.recovery.Lookups;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Outcome;
import dev.terrace.project.Purpose;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackGraph;
import dev.terrace.project.Synthesis;
import dev.terrace.project.WorkingFolder;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Protections;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.terraform.UiMessage;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Destroys stacks in reverse order, after lifting their protections. */
public final class Destroy {
  private final RunContext run;
  private final Ui ui;
  private final Confirmation confirmation;

  /**
   * @param confirmation is asked before each stack is changed
   */
  public Destroy(RunContext run, Confirmation confirmation) {
    this.run = run;
    this.ui = run.ui();
    this.confirmation = confirmation;
  }

  /**
   * @param parallel how many independent stacks at the same time, at least 1
   * @param withData whether resources that hold data may be destroyed
   */
  public record Request(DeployContext context, int parallel, boolean withData) {}

  /**
   * @throws UserError when a stack that stays reads one of these, or data would be lost
   */
  public DestroyResult run(Request request) {
    DeployTarget target = request.context().target();
    Synthesis synthesis = request.context().synthesis();
    Map<StackId, State> states = states(synthesis, target);
    refuseUnfinished(request.context());
    refuseWhatOthersRead(synthesis, states);
    new DestroyGuard(StackGuard.of(run.project(), request.withData()), ui)
        .refuseLoss(synthesis, states);
    List<Stack> deployed =
        synthesis.chosen().stream().filter(stack -> !states.get(stack.id()).isEmpty()).toList();
    Map<StackId, StackResult> results = new ConcurrentHashMap<>();
    AtomicInteger number = new AtomicInteger();
    new StackGraph(synthesis.stacks(), deployed, true)
        .run(
            request.parallel(),
            stack -> {
              String label =
                  "[" + number.incrementAndGet() + "/" + deployed.size() + "] " + stack.id();
              StackResult result =
                  destroy(
                      stack,
                      states.get(stack.id()),
                      request.context(),
                      target.progress(ui, label, stack.id()));
              results.put(stack.id(), result);
              return result.outcome().succeeded();
            });
    List<Stack> order = new StackGraph(synthesis.stacks(), synthesis.chosen(), true).order();
    return new DestroyResult(
        order.stream()
            .map(
                stack ->
                    results.getOrDefault(
                        stack.id(),
                        new StackResult(
                            stack,
                            deployed.contains(stack) ? Outcome.NOT_STARTED : Outcome.NOT_DEPLOYED,
                            0)))
            .toList());
  }

  private Map<StackId, State> states(Synthesis synthesis, DeployTarget target) {
    Map<StackId, State> states = new LinkedHashMap<>();
    for (Stack stack : synthesis.stacks()) {
      ui.passing("reading the state of " + stack.id());
      states.put(
          stack.id(),
          target
              .prepareIfBackendExists(stack, purpose(stack, synthesis))
              .map(Terraform::state)
              .orElse(State.EMPTY));
      if (!synthesis.chosen().contains(stack)) {
        target.release(stack);
      }
    }
    ui.endPassing();
    return states;
  }

  private static Purpose purpose(Stack stack, Synthesis synthesis) {
    return synthesis.chosen().contains(stack) ? Purpose.CHANGE : Purpose.READ;
  }

  /** What a killed deploy created is in no state: a destroy would leave it. */
  private static void refuseUnfinished(DeployContext context) {
    Synthesis synthesis = context.synthesis();
    DeployTarget target = context.target();
    for (Stack stack : synthesis.chosen()) {
      Terraform terraform = target.terraformIn(target.folderOf(stack));
      int missing =
          KilledApplyRecovery.of(terraform, stack, () -> Lookups.of(stack, synthesis, target))
              .missing();
      if (missing > 0) {
        throw UserError.refused(
            "refused, nothing was changed: an earlier deploy of "
                + stack.id()
                + " was killed, and "
                + missing
                + " resources that it created are in no state.\n  "
                + (context.isOrphaned()
                    ? "Bring back the environment's file, and resume"
                    : "Resume")
                + " it first: ./terrace deploy "
                + stack.id()
                + target.option());
      }
    }
  }

  private static void refuseWhatOthersRead(Synthesis synthesis, Map<StackId, State> states) {
    List<String> readers = new ArrayList<>();
    for (Stack stack : synthesis.stacks()) {
      if (synthesis.selection().includes(stack.id()) || states.get(stack.id()).isEmpty()) {
        continue;
      }
      for (StackId earlier : stack.dependencies()) {
        if (synthesis.selection().includes(earlier) && !states.get(earlier).isEmpty()) {
          readers.add(stack.id() + " reads outputs of " + earlier);
        }
      }
    }
    if (!readers.isEmpty()) {
      throw UserError.refused(
          "refused, nothing was changed: stacks that stay read what would be destroyed:\n  "
              + String.join("\n  ", readers)
              + "\n  Destroy those first, or name the whole environment.");
    }
  }

  private StackResult destroy(
      Stack stack, State state, DeployContext context, StackProgress progress) {
    DeployTarget target = context.target();
    boolean orphaned = context.isOrphaned(); // then nothing is in the configuration
    Terraform terraform = target.terraformIn(target.folderOf(stack));
    try {
      if (!orphaned && !lift(stack, state, terraform, progress)) {
        return new StackResult(stack, Outcome.DECLINED, 0);
      }
      progress.step("planning the destruction of", state.resources().size());
      Plan plan = orphaned ? terraform.plan(List.of(), progress::accept) : Plan.EMPTY;
      int count =
          orphaned
              ? plan.changes().size()
              : terraform
                  .planCounts(List.of("-destroy"), progress::accept)
                  .map(UiMessage.Summary::remove)
                  .orElse(0);
      progress.say(count == 0 ? "no changes" : count + " to destroy");
      if (!confirmation.given("Destroy " + stack.id() + "?")) {
        terraform.discardPlan();
        return new StackResult(stack, Outcome.DECLINED, 0);
      }
      if (orphaned) {
        RemovedProtections.lift(terraform, plan, progress);
      }
      progress.step("destroying", count);
      terraform.apply(progress::accept);
      target.remember(stack, terraform);
      progress.say("destroyed in " + progress.seconds() + " s");
      return new StackResult(stack, Outcome.DESTROYED, count);
    } catch (TerraformException e) {
      ui.endPassing();
      ui.error(StackErrors.explain(stack, target, e, progress));
      return new StackResult(
          stack, StackErrors.outcome(e), 0, StackErrors.repair(stack, target, e));
    }
  }

  /** False where the user does not want protections lifted. */
  private boolean lift(Stack stack, State state, Terraform terraform, StackProgress progress) {
    Protections protections = Protections.find(stack.file(), state);
    if (protections.override().isEmpty()) {
      return true;
    }
    if (!confirmation.given("Lift the protections of " + stack.id() + "?")) {
      return false;
    }
    Json.write(
        terraform.folder().resolve(WorkingFolder.LIFTED_PROTECTIONS), protections.override());
    if (protections.addresses().isEmpty()) {
      return true;
    }
    progress.step("lifting protections of", protections.addresses().size());
    List<String> options = new ArrayList<>();
    protections.addresses().forEach(address -> options.add("-target=" + address));
    if (terraform.planCounts(options, progress::accept).isEmpty()) {
      terraform.discardPlan();
      return true;
    }
    terraform.applyPart(progress::accept);
    progress.say("protections lifted: " + protections.addresses().size());
    return true;
  }
}

package dev.terrace.actions.deploy;

import dev.terrace.actions.deploy.recovery.KilledApplyRecovery;
import dev.terrace.actions.deploy.recovery.Lookups;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Stack;
import dev.terrace.project.StackTasks;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plans of a deploy. Stacks are planned in parallel as if nothing changed; once something does,
 * nothing more is planned ahead, and what is planned in the same environment counts no longer.
 */
final class DeployPlans implements AutoCloseable {
  private final DeployTarget target;
  private final Synthesis synthesis;
  private final PreparedStacks prepared;
  private final EarlierOutputs earlier;
  private final StackTasks<Planned> tasks;
  private final Set<EnvironmentId> changed = ConcurrentHashMap.newKeySet();
  private final Set<StackId> taken = ConcurrentHashMap.newKeySet();

  /**
   * @param parallel how many stacks at the same time; 1 plans none ahead
   */
  DeployPlans(Ui ui, DeployContext context, PreparedStacks prepared, int parallel) {
    this.target = context.target();
    this.synthesis = context.synthesis();
    this.prepared = prepared;
    this.earlier = new EarlierOutputs(prepared, synthesis.selection()::includes);
    this.tasks = new StackTasks<>(ui, parallel);
    List<Stack> chosen = synthesis.chosen();
    if (parallel > 1 && chosen.size() > 1) {
      chosen.forEach(stack -> tasks.add(stack.id(), own -> ahead(stack, own)));
    }
  }

  /**
   * A plan in the file that {@link Terraform#apply} applies.
   *
   * @param terraform in the stack's working folder
   */
  record Planned(Terraform terraform, KilledApplyRecovery recovery, Plan plan) {}

  private Optional<Planned> ahead(Stack stack, Ui own) {
    if (prepared.areUnfinished(stack) || earlier.expected(stack).isNeeded()) {
      return Optional.empty();
    }
    StackProgress progress = target.progress(own, stack.id().toString(), stack.id());
    Terraform terraform = prepared.of(stack.id());
    progress.quietStep("planning");
    Planned planned = plan(stack, terraform, progress);
    progress.end();
    return Optional.of(planned);
  }

  /** The plan of a stack whose turn it is: those that it reads are deployed. */
  Planned of(Stack stack, StackProgress progress) {
    progress.quietStep("initializing");
    prepared.open(stack.id());
    Terraform terraform = prepared.of(stack.id());
    Optional<Planned> ahead = Optional.empty();
    if (changed.contains(stack.id().environment())) {
      discard(stack);
      terraform = target.prepare(stack);
      progress.step("planning", 0);
    } else {
      progress.awaitedStep("planning");
      ahead = tasks.take(stack.id());
      taken.add(stack.id());
      if (ahead.isEmpty()) {
        progress.quietStep("planning");
      }
    }
    return ahead.isPresent() ? ahead.get() : plan(stack, terraform, progress);
  }

  private Planned plan(Stack stack, Terraform terraform, StackProgress progress) {
    KilledApplyRecovery recovery =
        KilledApplyRecovery.of(terraform, stack, () -> Lookups.of(stack, synthesis, target));
    return new Planned(terraform, recovery, recovery.plan(target, progress));
  }

  /**
   * Plans nothing more ahead, and waits for the plans at work: no Terraform runs while somebody is
   * asked.
   */
  void settle() {
    tasks.settle();
  }

  /** Plans created ahead in the stack's environment are void from now on. */
  void changes(Stack stack) {
    changed.add(stack.id().environment());
  }

  /** A plan file may hold secrets. */
  private void discard(Stack stack) {
    if (taken.add(stack.id())) {
      tasks.discard(stack.id()).ifPresent(planned -> planned.terraform().discardPlan());
    }
  }

  @Override
  public void close() {
    tasks.close();
    synthesis.chosen().forEach(this::discard);
  }
}

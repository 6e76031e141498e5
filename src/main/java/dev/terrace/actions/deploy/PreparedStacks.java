package dev.terrace.actions.deploy;

import dev.terrace.config.StackId;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.DeferredUi;
import dev.terrace.ui.Ui;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Terraform in the working folders of stacks, each prepared once. Threads may share it. */
final class PreparedStacks {
  private final DeployContext context;
  private final Ui ui;
  private final Purpose purpose;
  private final Map<StackId, Prepared> all = new ConcurrentHashMap<>();

  private record Prepared(DeferredUi ui, FutureTask<Terraform> work) {}

  PreparedStacks(Ui ui, DeployContext context, Purpose purpose) {
    this.ui = ui;
    this.purpose = purpose;
    this.context = context;
  }

  /**
   * Says what the preparation of a stack has to say, which is held back until then: the lines come
   * in the order of the stacks.
   */
  void open(StackId stack) {
    prepared(stack).ui().open();
  }

  /**
   * Whether an earlier apply of the stack, or of one that it reads, was killed or could not write
   * its state: what is done about that is said in its turn.
   */
  boolean areUnfinished(Stack stack) {
    return Stream.concat(
            Stream.of(stack), stack.dependencies().stream().map(context.synthesis()::stack))
        .anyMatch(context.target()::isUnfinished);
  }

  /** With the state read. The folder of a stack that is no target is released. */
  Terraform of(StackId stack) {
    FutureTask<Terraform> work = prepared(stack).work();
    work.run();
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while preparing " + stack, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  private Prepared prepared(StackId id) {
    return all.computeIfAbsent(
        id,
        key -> {
          DeferredUi own = new DeferredUi(ui);
          DeployTarget target = context.target().with(own);
          return new Prepared(own, new FutureTask<>(() -> prepare(id, target)));
        });
  }

  private Terraform prepare(StackId id, DeployTarget target) {
    Stack stack = context.synthesis().stack(id);
    Terraform terraform = target.prepare(stack, purpose);
    if (!context.synthesis().selection().includes(id)) {
      target.release(stack);
    }
    return terraform;
  }
}

package dev.terrace.project;

import dev.terrace.config.StackId;
import dev.terrace.ui.DeferredUi;
import dev.terrace.ui.Ui;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Works on stacks in parallel, in the order in which they are added, and gives the results one by
 * one. What a task says is said once its result is taken.
 *
 * @param <T> the result of a task
 */
public final class StackTasks<T> implements AutoCloseable {
  private final Ui ui;
  private final ExecutorService threads;
  private final Map<StackId, Task<T>> tasks = new LinkedHashMap<>();

  /**
   * @param parallel how many at the same time, at least 1
   */
  public StackTasks(Ui ui, int parallel) {
    this.ui = ui;
    this.threads = Executors.newFixedThreadPool(parallel);
  }

  private enum Step {
    WAITING,
    BEGUN,
    DROPPED
  }

  private static final class Task<T> implements Runnable {
    private final DeferredUi ui;
    private final Function<Ui, Optional<T>> work;
    private final AtomicReference<Step> step = new AtomicReference<>(Step.WAITING);
    private final CompletableFuture<Optional<T>> result = new CompletableFuture<>();

    Task(DeferredUi ui, Function<Ui, Optional<T>> work) {
      this.ui = ui;
      this.work = work;
    }

    @Override
    public void run() {
      if (!step.compareAndSet(Step.WAITING, Step.BEGUN)) {
        return;
      }
      try {
        Optional<T> found = work.apply(ui);
        ui.endPassing();
        result.complete(found);
      } catch (RuntimeException | Error e) {
        ui.endPassing();
        result.completeExceptionally(e);
      }
    }

    /** Never begins, if it has not begun. */
    void drop() {
      if (step.compareAndSet(Step.WAITING, Step.DROPPED)) {
        result.complete(Optional.empty());
      }
    }

    /** Empty where it failed. */
    Optional<T> end() {
      return result
          .handle((found, failure) -> failure == null ? found : Optional.<T>empty())
          .join();
    }
  }

  /**
   * @param work is given what it says something to
   */
  public void add(StackId stack, Function<Ui, Optional<T>> work) {
    Task<T> task = new Task<>(new DeferredUi(ui), work);
    tasks.put(stack, task);
    threads.execute(task);
  }

  public boolean hasBegun(StackId stack) {
    return tasks.containsKey(stack) && tasks.get(stack).step.get() == Step.BEGUN;
  }

  /**
   * Waits for the result; empty where no task was added, or it was dropped before it began. What
   * the task threw is thrown.
   */
  public Optional<T> take(StackId stack) {
    if (!tasks.containsKey(stack)) {
      return Optional.empty();
    }
    Task<T> task = tasks.get(stack);
    task.ui.open();
    try {
      return task.result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Begins no task for the stack, or waits for its end, and drops what it says.
   *
   * @return its result; empty where it has none
   */
  public Optional<T> discard(StackId stack) {
    if (!tasks.containsKey(stack)) {
      return Optional.empty();
    }
    tasks.get(stack).drop();
    return tasks.get(stack).end();
  }

  /** Begins no further task, and waits for those that have begun. */
  public void settle() {
    tasks.values().forEach(Task::drop);
    tasks.values().forEach(Task::end);
  }

  @Override
  public void close() {
    threads.shutdown();
    settle();
  }
}

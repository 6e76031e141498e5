package dev.terrace.project;

import dev.terrace.config.StackId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Works on stacks in the order of their dependencies, independent ones at the same time. */
public final class StackGraph {
  private final List<Stack> chosen;
  private final Map<StackId, Set<StackId>> before = new LinkedHashMap<>();

  /**
   * @param all every stack of the synthesis, so that an order through stacks that are not chosen is
   *     kept
   * @param reverse dependents first
   */
  public StackGraph(List<Stack> all, List<Stack> chosen, boolean reverse) {
    Map<StackId, Set<StackId>> earlier = new HashMap<>();
    for (Stack stack : all) { // in order, so that dependencies come first
      Set<StackId> ids = new LinkedHashSet<>(stack.dependencies());
      stack.dependencies().forEach(id -> ids.addAll(earlier.getOrDefault(id, Set.of())));
      earlier.put(stack.id(), ids);
    }
    List<Stack> ordered = new ArrayList<>(chosen);
    if (reverse) {
      java.util.Collections.reverse(ordered);
    }
    this.chosen = List.copyOf(ordered);
    Set<StackId> ids = new HashSet<>();
    chosen.forEach(stack -> ids.add(stack.id()));
    for (Stack stack : this.chosen) {
      Set<StackId> wanted = new LinkedHashSet<>();
      if (reverse) {
        this.chosen.stream()
            .filter(other -> earlier.get(other.id()).contains(stack.id()))
            .forEach(other -> wanted.add(other.id()));
      } else {
        earlier.get(stack.id()).stream().filter(ids::contains).forEach(wanted::add);
      }
      before.put(stack.id(), wanted);
    }
  }

  private record Ended(StackId stack, boolean succeeded) {}

  /** The chosen stacks in the order of the work. */
  public List<Stack> order() {
    return chosen;
  }

  /**
   * Works on every stack whose predecessors have succeeded. After a failure nothing new begins.
   *
   * @param parallel how many at the same time, at least 1
   * @param work tells whether it succeeded
   * @return the stacks that were never begun, in order
   */
  public List<Stack> run(int parallel, Predicate<Stack> work) {
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      ExecutorCompletionService<Ended> results = new ExecutorCompletionService<>(threads);
      List<Stack> waiting = new ArrayList<>(chosen);
      Set<StackId> done = new HashSet<>();
      boolean failed = false;
      int running = 0;
      while (true) {
        List<Stack> ready =
            failed
                ? List.of()
                : waiting.stream()
                    .filter(stack -> done.containsAll(before.get(stack.id())))
                    .limit(Math.max(0, parallel - running))
                    .toList();
        for (Stack stack : ready) {
          waiting.remove(stack);
          running++;
          results.submit(() -> new Ended(stack.id(), work.test(stack)));
        }
        if (running == 0) {
          return List.copyOf(waiting);
        }
        Ended ended = results.take().get();
        running--;
        if (ended.succeeded()) {
          done.add(ended.stack());
        } else {
          failed = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Works on stacks that do not depend on one another's work.
   *
   * @param parallel how many at the same time, at least 1
   */
  public static void inParallel(
      int parallel, List<Stack> stacks, java.util.function.Consumer<Stack> work) {
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      List<java.util.concurrent.Future<?>> begun = new ArrayList<>();
      stacks.forEach(stack -> begun.add(threads.submit(() -> work.accept(stack))));
      for (java.util.concurrent.Future<?> each : begun) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}

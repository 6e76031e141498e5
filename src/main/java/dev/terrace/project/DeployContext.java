package dev.terrace.project;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.error.UserError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Synthesized stacks and where they are deployed.
 *
 * @param synthesis of valid configuration
 */
public record DeployContext(DeployTarget target, Synthesis synthesis) {

  /**
   * Reads the configuration first; then synthesizes while the deployment target is opened. The
   * working folders of the chosen stacks belong to this run until it ends.
   *
   * @throws UserError when another run works in one of them
   */
  public static DeployContext of(RunContext run, boolean local, List<String> targets) {
    CompletableFuture<DeployTarget> target = new CompletableFuture<>();
    Synthesis synthesis =
        Synthesis.make(
            run.project(),
            run.ui(),
            targets,
            () -> {
              Prerequisites.check(run.project(), local);
              target.completeAsync(() -> DeployTarget.openKnownGood(run, local));
              return Synthesis.temporaryFolder();
            });
    DeployContext context = new DeployContext(join(target), synthesis);
    synthesis.chosen().forEach(context.target()::hold);
    CloudWorkspaces.requireRunHere(context.target(), synthesis.chosen());
    return context;
  }

  /**
   * As {@link #of}; where no target names an environment that has a file, the stacks that their
   * states tell of, without a synthesis.
   */
  public static DeployContext toDestroy(RunContext run, boolean local, List<String> targets) {
    if (!OrphanStacks.areMeant(run.project(), local, targets)) {
      return of(run, local, targets);
    }
    DeployTarget target = DeployTarget.open(run, local);
    run.ui().passing("looking for states of " + String.join(" ", targets));
    OrphanStacks.Found found = OrphanStacks.find(run.project(), target);
    run.ui().endPassing();
    List<OrphanStacks.Orphan> orphans = found.orphans();
    Selection selection = new Selection(List.of(), targets.stream().map(Target::parse).toList());
    List<OrphanStacks.Orphan> wanted =
        orphans.stream().filter(orphan -> selection.includes(orphan.stack())).toList();
    List<EnvironmentId> environments =
        Stream.concat(
                wanted.stream().map(OrphanStacks.Orphan::stack),
                found.damaged().stream().map(StackStates.Entry::stack).filter(selection::includes))
            .map(StackId::environment)
            .distinct()
            .toList();
    requireReadable(found, environments, target);
    if (wanted.isEmpty()) {
      return of(run, local, targets); // says what there is
    }
    for (EnvironmentId environment : environments) {
      run.ui()
          .warn(
              environment
                  + ": there is no file of it in "
                  + run.project().environments()
                  + ", so its stacks are taken from their states");
    }
    Synthesis synthesis =
        new Synthesis(
            selection,
            OrphanRoot.stacks(
                orphans.stream()
                    .filter(orphan -> environments.contains(orphan.stack().environment()))
                    .toList(),
                target,
                Synthesis.temporaryFolder()));
    synthesis.chosen().forEach(target::hold);
    CloudWorkspaces.requireRunHere(target, synthesis.chosen());
    return new DeployContext(target, synthesis);
  }

  /** A state that cannot be read may hold resources, and may read those of the others. */
  private static void requireReadable(
      OrphanStacks.Found found, List<EnvironmentId> environments, DeployTarget target) {
    List<String> problems =
        found.damaged().stream()
            .filter(entry -> environments.contains(entry.stack().environment()))
            .map(entry -> StateFaults.damaged(entry, target))
            .toList();
    if (!problems.isEmpty()) {
      throw UserError.refused("refused, nothing was changed: " + String.join("\n", problems));
    }
  }

  /** Whether the stacks come from their states alone. */
  public boolean isOrphaned() {
    return synthesis.selection().environments().isEmpty();
  }

  /** As {@link #of}, for a target in one environment, whose resources are adopted. */
  public static DeployContext ofOneEnvironment(RunContext run, boolean local, String target) {
    DeployContext context = of(run, local, List.of(target));
    long environments =
        context.synthesis().chosen().stream()
            .map(stack -> stack.id().environment())
            .distinct()
            .count();
    if (environments != 1) {
      throw UserError.usage(
          "target '" + target + "' matches " + environments + " environments; adopt one at a time");
    }
    return context;
  }

  /**
   * A command for the same targets and options, such as {@code ./terrace deploy coder/production}.
   */
  public String command(String verb) {
    return "./terrace " + verb + " " + synthesis.selection().describe() + target.option();
  }

  private static DeployTarget join(CompletableFuture<DeployTarget> target) {
    try {
      return target.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}

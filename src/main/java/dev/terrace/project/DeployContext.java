package dev.terrace.project;

import dev.terrace.error.UserError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
              DeployTarget.require(run.project(), local);
              target.completeAsync(() -> DeployTarget.openKnownGood(run, local));
              return Synthesis.temporaryFolder();
            });
    DeployContext context = new DeployContext(join(target), synthesis);
    synthesis.chosen().forEach(context.target()::hold);
    CloudWorkspaces.requireRunHere(context.target(), synthesis.chosen());
    return context;
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

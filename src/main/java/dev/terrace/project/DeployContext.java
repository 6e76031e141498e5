package dev.terrace.project;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What commands that deploy begin with.
 *
 * @param synthesis of valid configuration
 * @param estate what the stacks are deployed into
 */
public record DeployContext(DeployTarget estate, Synthesis synthesis) {

  /** Reads the configuration first; then synthesizes while the estate is opened beside it. */
  public static DeployContext of(RunContext run, boolean local, List<String> targets) {
    CompletableFuture<DeployTarget> estate = new CompletableFuture<>();
    Synthesis synthesis =
        Synthesis.make(
            run.project(),
            run.ui(),
            targets,
            () -> {
              DeployTarget.require(run.project(), local);
              estate.completeAsync(() -> DeployTarget.openKnownGood(run, local));
              return Synthesis.temporaryFolder();
            });
    DeployContext opened = new DeployContext(join(estate), synthesis);
    CloudWorkspaces.requireRunHere(opened.estate(), synthesis.chosen());
    return opened;
  }

  private static DeployTarget join(CompletableFuture<DeployTarget> estate) {
    try {
      return estate.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}

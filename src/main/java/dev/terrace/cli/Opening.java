package dev.terrace.cli;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What commands that deploy begin with.
 *
 * @param synthesis of valid configuration
 * @param estate what the stacks are deployed into
 */
record Opening(Estate estate, Synthesis synthesis) {

  /** Reads the configuration first; then synthesizes while the estate is opened beside it. */
  static Opening of(TerraceCommand terrace, LocalOption local, List<String> targets) {
    CompletableFuture<Estate> estate = new CompletableFuture<>();
    Synthesis synthesis =
        Synthesis.make(
            terrace.project(),
            terrace.console(),
            targets,
            () -> {
              Estate.require(terrace.project(), local.given());
              estate.completeAsync(() -> local.openKnownGood(terrace));
              return Synthesis.temporaryFolder();
            });
    Opening opened = new Opening(join(estate), synthesis);
    CloudStates.requireRunHere(opened.estate(), synthesis.chosen());
    return opened;
  }

  private static Estate join(CompletableFuture<Estate> estate) {
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

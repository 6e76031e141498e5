package dev.terrace.local;

import dev.terrace.files.FileTrees;
import dev.terrace.local.LocalAws.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Replaces a simulated AWS and its folder by another one that runs already. A command that is
 * killed meanwhile leaves one of the two, or none; what else it leaves is discarded later.
 */
final class LocalReplacement {
  private final Path folder;
  private final Path next;
  private final Path replaced;

  /**
   * @param folder of the simulated AWS that is replaced
   */
  LocalReplacement(Path state, Path folder) {
    this.folder = folder;
    this.next = state.resolve("local.next");
    this.replaced = state.resolve("local.old");
  }

  /** The folder of what takes the place. */
  Path next() {
    return next;
  }

  /** Two renames; what ran before is stopped after them. */
  void run() throws IOException {
    if (Files.exists(folder)) {
      Files.move(folder, replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
    discardRests();
  }

  /** Stops and deletes what was replaced, and what a killed command has left. */
  void discardRests() {
    for (Path each : List.of(next, replaced)) {
      new LocalServerFile(each).running().ifPresent(LocalReplacement::end);
      FileTrees.delete(each);
    }
  }

  static void end(Running running) {
    ProcessHandle.of(running.pid())
        .ifPresent(
            handle -> {
              handle.destroy();
              try {
                handle.onExit().get(5, TimeUnit.SECONDS);
              } catch (TimeoutException e) {
                handle.destroyForcibly();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (ExecutionException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}

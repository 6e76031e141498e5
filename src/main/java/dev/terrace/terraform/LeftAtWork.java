package dev.terrace.terraform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Terraform that an earlier, killed run of this project left at work. */
public final class LeftAtWork {
  private LeftAtWork() {}

  /**
   * @param folder in which it was started
   */
  public static Optional<ProcessHandle> in(Path folder) {
    return TerraformProcess.leftAtWork(folder);
  }

  /**
   * Lets it finish its step, write its state and release its lock.
   *
   * @return whether it has ended in time
   */
  public static boolean endGently(ProcessHandle left, Duration limit) {
    left.destroy(); // SIGTERM, which Terraform takes as it takes Ctrl-C
    try {
      left.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.terrace.terraform;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes the wish to end on to every Terraform that runs, once; none is started afterwards. */
public final class Interrupts {
  /** A command reports on a Terraform that has ended in less. */
  private static final Duration JUST_NOW = Duration.ofSeconds(5);

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;
  private volatile long lastEnd = System.nanoTime() - JUST_NOW.toNanos();
  private volatile Runnable other = () -> {};

  public boolean interrupted() {
    return interrupted;
  }

  /** Runs once when the user interrupts, before the process exits. */
  public void alsoDo(Runnable action) {
    other = action;
  }

  /**
   * Lets every Terraform finish its step, write its state and release its lock.
   *
   * @return whether one was at work, also if it has ended since
   */
  public boolean interrupt() {
    boolean atWork = !running.isEmpty();
    if (!interrupted) {
      interrupted = true;
      running.forEach(Process::destroy);
      other.run();
    }
    return atWork || !running.isEmpty();
  }

  /** Whether one has ended that its command may not have reported on yet. */
  boolean endedJustNow() {
    return System.nanoTime() - lastEnd < JUST_NOW.toNanos();
  }

  void watch(Process process) {
    running.add(process);
    if (interrupted) {
      process.destroy();
    }
  }

  void forget(Process process) {
    lastEnd = System.nanoTime();
    running.remove(process);
  }
}

package dev.terrace.terraform;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes the wish to end on to every Terraform that runs, once; none is started afterwards. */
public final class Interrupts {
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;
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

  void watch(Process process) {
    running.add(process);
    if (interrupted) {
      process.destroy();
    }
  }

  void forget(Process process) {
    running.remove(process);
  }
}

package dev.terrace.terraform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** At Ctrl-C: lets Terraform finish its step and the command report what became of it. */
public final class GracefulEnd {
  private static final Duration STEP_LIMIT = Duration.ofMinutes(30);

  /** A signal to all of a terminal's processes can end Terraform before this one hears of it. */
  private static final Duration REPORT_LIMIT = Duration.ofSeconds(10);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Interrupts interrupts;
  private final Consumer<String> note;
  private final Runnable withdraw;

  /**
   * @param note prints a line, even while a question waits
   * @param withdraw ends the question that waits
   */
  public GracefulEnd(Interrupts interrupts, Consumer<String> note, Runnable withdraw) {
    this.interrupts = interrupts;
    this.note = note;
    this.withdraw = withdraw;
  }

  /** From now on the process ends only after the command has. */
  public void watchProcess() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::await));
  }

  /** The command has ended, and nothing is waited for. */
  public void commandEnded() {
    ended.countDown();
  }

  private void await() {
    if (ended.getCount() == 0) {
      return;
    }
    boolean atWork = interrupts.interrupt();
    if (!atWork && !interrupts.endedJustNow()) {
      return;
    }
    note.accept(
        "Interrupted: Terraform finishes its step, writes its state and releases its lock.");
    withdraw.run();
    Duration limit = atWork ? STEP_LIMIT : REPORT_LIMIT;
    try {
      if (!ended.await(limit.toSeconds(), TimeUnit.SECONDS) && atWork) {
        note.accept("error: Terraform did not end within " + STEP_LIMIT.toMinutes() + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

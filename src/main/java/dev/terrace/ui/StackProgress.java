package dev.terrace.ui;

import dev.terrace.terraform.UiMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How far the work on one stack is: a line that stays for each step, and one that passes. */
public final class StackProgress {
  private static final long PLAIN_INTERVAL_NANOS = 10_000_000_000L;

  private final Ui ui;
  private final String label;
  private final long started = System.nanoTime();
  private final Set<String> running = new LinkedHashSet<>();
  private final List<String> finished = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private String step = "";
  private long total;
  private int seen;
  private long stepStarted = started;
  private long lastPlain = started;

  /**
   * @param label such as {@code [2/4] coder/production/data}
   */
  public StackProgress(Ui ui, String label) {
    this.ui = ui;
    this.label = label;
  }

  /**
   * @param total how many resources the step has to do, or 0 where unknown
   */
  public void step(String name, long total) {
    this.step = name;
    this.total = total;
    this.seen = 0;
    this.stepStarted = System.nanoTime();
    this.lastPlain = stepStarted;
    running.clear();
    finished.clear();
    failed.clear();
    if (ui.isTerminal()) {
      ui.passing(line());
    } else {
      ui.note(label + ": " + name + (total > 0 ? " " + total + " resources" : ""));
    }
  }

  /** Takes one message of Terraform. */
  public void accept(UiMessage message) {
    if (message instanceof UiMessage.Started begun) {
      if (!UiMessage.CHANGING.contains(begun.action())) {
        return;
      }
      running.add(begun.address());
    } else if (message instanceof UiMessage.Finished done) {
      if (!UiMessage.CHANGING.contains(done.action())) {
        return;
      }
      running.remove(done.address());
      finished.add(done.address());
      seen++;
    } else if (message instanceof UiMessage.Failed broken) {
      running.remove(broken.address());
      failed.add(broken.address());
    } else if (message instanceof UiMessage.Refreshed || message instanceof UiMessage.Planned) {
      // Where a total is known, only what is done of it counts.
      seen += total > 0 ? 0 : 1;
    } else {
      return;
    }
    if (ui.isTerminal()) {
      ui.passing(line());
    } else if (System.nanoTime() - lastPlain > PLAIN_INTERVAL_NANOS) {
      lastPlain = System.nanoTime();
      ui.note(line());
    }
  }

  /** A line that stays. */
  public void say(String words) {
    ui.endPassing();
    ui.note(label + ": " + words);
  }

  String label() {
    return label;
  }

  public long seconds() {
    return (System.nanoTime() - started) / 1_000_000_000L;
  }

  /** Resources whose work is done, in order. */
  public List<String> finished() {
    return List.copyOf(finished);
  }

  /** Resources whose change started and neither finished nor failed. */
  public List<String> running() {
    return List.copyOf(running);
  }

  private String line() {
    String counted = total > 0 ? " " + seen + "/" + total : seen > 0 ? " " + seen : "";
    String at = running.isEmpty() ? "" : ", at " + running.iterator().next();
    return label
        + ": "
        + step
        + counted
        + ", "
        + (System.nanoTime() - stepStarted) / 1_000_000_000L
        + " s"
        + at;
  }
}

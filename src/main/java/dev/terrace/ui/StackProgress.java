package dev.terrace.ui;

import dev.terrace.terraform.UiMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The progress of the work on one stack: a line for each step, and one that changes with time. */
public final class StackProgress {
  private static final long PLAIN_INTERVAL_NANOS = 10_000_000_000L;

  private static final long LASTING_SECONDS = 10;

  private final Ui ui;
  private final String label;
  private final Optional<Times> times;
  private final LongSupplier nanos;
  private final long started;
  private final Set<String> running = new LinkedHashSet<>();
  private final List<String> finished = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private String step = "";
  private boolean timed = true;
  private long total;
  private int seen;
  private long stepStarted;
  private long lastPlain;
  private Optional<Duration> usual = Optional.empty();

  private record Times(StepTimes file, String stack) {}

  /**
   * @param label such as {@code [2/4] coder/production/data}
   */
  public StackProgress(Ui ui, String label) {
    this(ui, label, Optional.empty(), System::nanoTime);
  }

  /** The same, which also says how long a step took the last time. */
  public StackProgress(Ui ui, String label, StepTimes times, String stack) {
    this(ui, label, Optional.of(new Times(times, stack)), System::nanoTime);
  }

  StackProgress(Ui ui, String label, StepTimes times, String stack, LongSupplier nanos) {
    this(ui, label, Optional.of(new Times(times, stack)), nanos);
  }

  private StackProgress(Ui ui, String label, Optional<Times> times, LongSupplier nanos) {
    this.ui = ui;
    this.label = label;
    this.times = times;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
    this.stepStarted = started;
    this.lastPlain = started;
  }

  /**
   * @param total how many resources the step has to do, or 0 where unknown
   */
  public void step(String name, long total) {
    start(name, total);
    announce();
  }

  /** A step that others may have begun earlier: how long it takes from here on is not recorded. */
  public void awaitedStep(String name) {
    start(name, 0);
    synchronized (this) {
      timed = false;
    }
    announce();
  }

  private void announce() {
    if (!ui.isTerminal()) {
      ui.note(label + ": " + step + (total > 0 ? " " + total + " resources" : ""));
    }
    ui.passing(this::line);
  }

  /** A step that is usually short: without a terminal, it is reported only when it lasts. */
  public void quietStep(String name) {
    start(name, 0);
    ui.passing(this::line);
  }

  private synchronized void start(String name, long resources) {
    recordStep();
    step = name;
    timed = true;
    total = resources;
    seen = 0;
    stepStarted = nanos.getAsLong();
    lastPlain = stepStarted;
    usual = times.flatMap(known -> known.file().last(known.stack(), name));
    running.clear();
    finished.clear();
    failed.clear();
  }

  private void recordStep() {
    if (!step.isEmpty() && timed) {
      times.ifPresent(
          known ->
              known
                  .file()
                  .record(known.stack(), step, Duration.ofNanos(nanos.getAsLong() - stepStarted)));
    }
    step = "";
  }

  /** The step is done, which no line says. */
  public synchronized void end() {
    recordStep();
  }

  /** Takes one message of Terraform. */
  public void accept(UiMessage message) {
    if (!count(message)) {
      return;
    }
    if (ui.isTerminal()) {
      ui.passing(this::line);
    } else if (nanos.getAsLong() - lastPlain > PLAIN_INTERVAL_NANOS) {
      lastPlain = nanos.getAsLong();
      ui.note(line());
    }
  }

  /** False where the message says nothing about the progress. */
  private synchronized boolean count(UiMessage message) {
    if (message instanceof UiMessage.Started begun) {
      return UiMessage.CHANGING.contains(begun.action()) && running.add(begun.address());
    }
    if (message instanceof UiMessage.Finished done) {
      if (!UiMessage.CHANGING.contains(done.action())) {
        return false;
      }
      running.remove(done.address());
      finished.add(done.address());
      seen++;
      return true;
    }
    if (message instanceof UiMessage.Failed broken) {
      running.remove(broken.address());
      failed.add(broken.address());
      return true;
    }
    if (message instanceof UiMessage.Refreshed || message instanceof UiMessage.Planned) {
      // Where a total is known, only what is done of it counts.
      seen += total > 0 ? 0 : 1;
      return true;
    }
    return false;
  }

  /** A line that stays; it ends the step. */
  public void say(String words) {
    synchronized (this) {
      recordStep();
    }
    ui.endPassing();
    ui.note(label + ": " + words);
  }

  String label() {
    return label;
  }

  public long seconds() {
    return (nanos.getAsLong() - started) / 1_000_000_000L;
  }

  /** Resources whose work is done, in order. */
  public synchronized List<String> finished() {
    return List.copyOf(finished);
  }

  /** Resources whose change started and neither finished nor failed. */
  public synchronized List<String> running() {
    return List.copyOf(running);
  }

  private synchronized String line() {
    long elapsed = (nanos.getAsLong() - stepStarted) / 1_000_000_000L;
    String counted = total > 0 ? " " + seen + "/" + total : seen > 0 ? " " + seen : "";
    String at = running.isEmpty() ? "" : ", at " + running.iterator().next();
    return label
        + ": "
        + (elapsed < LASTING_SECONDS ? "" : "still ")
        + step
        + counted
        + ", "
        + elapsed
        + " s"
        + at
        + usual.map(last -> "; usually about " + last.toSeconds() + " s").orElse("");
  }
}

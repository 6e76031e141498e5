package dev.terrace.ui;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What each thread works on, and for how long nothing has been printed. Not thread-safe. */
final class Heartbeat {
  /** With a check each second, nobody waits longer than ten seconds for a sign of life. */
  private static final Duration SILENCE = Duration.ofSeconds(9);

  private final LongSupplier nanos;
  private final Map<Thread, Supplier<String>> activities = new LinkedHashMap<>();
  private long printed;

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  Heartbeat(LongSupplier nanos) {
    this.nanos = nanos;
    this.printed = nanos.getAsLong();
  }

  /** Something was printed, so the silence starts again. */
  void printed() {
    printed = nanos.getAsLong();
  }

  /** The calling thread works on this now; the line says how long. */
  void begin(Supplier<String> line) {
    activities.remove(Thread.currentThread());
    activities.put(Thread.currentThread(), line);
  }

  /** The same for a text without a time: {@code still reading the state, 20 s} after a while. */
  void begin(String text) {
    long started = nanos.getAsLong();
    begin(
        () -> {
          Duration elapsed = Duration.ofNanos(nanos.getAsLong() - started);
          return elapsed.compareTo(SILENCE) < 0
              ? text
              : "still " + text + ", " + elapsed.toSeconds() + " s";
        });
  }

  /** The calling thread works on nothing that lasts. */
  void end() {
    activities.remove(Thread.currentThread());
  }

  /** The line of the newest activity. */
  Optional<String> newest() {
    activities.keySet().removeIf(thread -> !thread.isAlive());
    return activities.values().stream().reduce((first, second) -> second).map(Supplier::get);
  }

  /** The line of the newest activity, once nothing has been printed for long enough. */
  Optional<String> due() {
    return nanos.getAsLong() - printed < SILENCE.toNanos() ? Optional.empty() : newest();
  }
}

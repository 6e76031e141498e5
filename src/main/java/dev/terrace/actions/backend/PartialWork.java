package dev.terrace.actions.backend;

import dev.terrace.ui.Ui;
import java.util.List;
import java.util.function.Function;

/** Work in several steps, none of which may go unreported when a later one fails. */
final class PartialWork {
  private PartialWork() {}

  /**
   * Runs the work. If it fails, it returns no result, so the finished steps are reported as
   * progress.
   *
   * @param done takes the finished steps
   */
  static <T> void reporting(Ui ui, List<T> done, Function<T, String> describe, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      done.forEach(step -> ui.note(describe.apply(step)));
      throw e;
    }
  }
}

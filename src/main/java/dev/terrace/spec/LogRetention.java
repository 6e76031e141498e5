package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.util.List;

/** How long CloudWatch Logs can keep what it is given. */
public final class LogRetention {
  /** AWS API reference, PutRetentionPolicy. */
  private static final List<Integer> DAYS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private LogRetention() {}

  /** Reports days that CloudWatch Logs does not take. */
  public static void check(Problems problems, Integer days) {
    if (days != null && !DAYS.contains(days)) {
      problems.add("must be one of " + DAYS, days);
    }
  }
}

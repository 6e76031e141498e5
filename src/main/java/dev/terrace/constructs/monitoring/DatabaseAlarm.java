package dev.terrace.constructs.monitoring;

import dev.terrace.ref.DatabaseRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.util.Map;

/** An alarm on a metric of a database: three periods of five minutes, and none is bad as well. */
final class DatabaseAlarm {
  private static final int FIVE_MINUTES = 300;

  private DatabaseAlarm() {}

  /**
   * @param metric of {@code AWS/RDS}, such as {@code CPUUtilization}
   * @param statistic such as {@code Average}
   */
  static AlarmSpec of(
      DatabaseRef database,
      String name,
      String description,
      String metric,
      String statistic,
      Comparison comparison,
      double threshold) {
    return new AlarmSpec(
        name,
        description,
        new Metric(
            "AWS/RDS",
            metric,
            Map.of("DBInstanceIdentifier", database.identifier()),
            statistic,
            FIVE_MINUTES),
        comparison,
        threshold,
        3,
        Missing.BREACHING);
  }
}

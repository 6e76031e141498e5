package dev.terrace.constructs.monitoring;

import dev.terrace.ref.CacheRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Symptoms of a database, a Redis replication group and a shared file system. */
final class DataAlarms {
  private static final int FIVE_MINUTES = 300;
  private static final String CONNECTIONS = "DatabaseConnections";
  private static final double GIB = 1024.0 * 1024 * 1024;

  private DataAlarms() {}

  static List<AlarmSpec> database(DatabaseRef database, int storageGiB, int connections) {
    return List.of(
        DatabaseAlarm.of(
            database,
            "rds-cpu-high-percent",
            "CPU of the database",
            "CPUUtilization",
            "Average",
            Comparison.ABOVE,
            80),
        DatabaseAlarm.of(
            database,
            "rds-storage-low-bytes",
            "Free storage of the database",
            "FreeStorageSpace",
            "Average",
            Comparison.BELOW,
            storageGiB * GIB / 10),
        DatabaseAlarm.of(
            database,
            "rds-connections-high",
            "Connections of the database",
            CONNECTIONS,
            "Average",
            Comparison.ABOVE,
            connections));
  }

  static List<AlarmSpec> connected(DatabaseRef database, int connections, int freeGiB) {
    return List.of(
        DatabaseAlarm.of(
            database,
            "rds-no-connections",
            "Nothing is connected to the database",
            CONNECTIONS,
            "Maximum",
            Comparison.AT_MOST,
            0),
        DatabaseAlarm.of(
            database,
            "rds-high-connections",
            "Connections of the database",
            CONNECTIONS,
            "Average",
            Comparison.ABOVE,
            connections),
        DatabaseAlarm.of(
            database,
            "rds-high-cpu",
            "CPU of the database",
            "CPUUtilization",
            "Average",
            Comparison.ABOVE,
            80),
        DatabaseAlarm.of(
            database,
            "rds-low-storage",
            "Less than " + freeGiB + " GiB of the database's storage are free",
            "FreeStorageSpace",
            "Minimum",
            Comparison.BELOW,
            freeGiB * GIB));
  }

  static List<AlarmSpec> redis(CacheRef cache) {
    List<AlarmSpec> specs = new ArrayList<>();
    for (int i = 0; i < cache.nodeIds().size(); i++) {
      Map<String, String> dimensions = Map.of("CacheClusterId", cache.nodeIds().get(i));
      String node = "redis-" + (i + 1);
      specs.add(
          new AlarmSpec(
              node + "-memory-high-percent",
              "Memory of Redis node " + (i + 1),
              new Metric(
                  "AWS/ElastiCache",
                  "DatabaseMemoryUsagePercentage",
                  dimensions,
                  "Average",
                  FIVE_MINUTES),
              Comparison.ABOVE,
              80,
              3,
              Missing.BREACHING));
      specs.add(
          new AlarmSpec(
              node + "-evictions",
              "Redis evicts, though queues live in it",
              new Metric("AWS/ElastiCache", "Evictions", dimensions, "Sum", FIVE_MINUTES),
              Comparison.ABOVE,
              0,
              1,
              Missing.NOT_BREACHING));
    }
    return specs;
  }

  static AlarmSpec burstCredits(FileSystemRef fileSystem) {
    return new AlarmSpec(
        "efs-burst-credits-low-bytes",
        "The shared file system is about to be slowed down",
        new Metric(
            "AWS/EFS",
            "BurstCreditBalance",
            Map.of("FileSystemId", fileSystem.id()),
            "Minimum",
            FIVE_MINUTES),
        Comparison.BELOW,
        210 * GIB,
        3,
        Missing.NOT_BREACHING);
  }
}

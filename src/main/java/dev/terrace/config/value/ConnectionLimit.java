package dev.terrace.config.value;

import java.util.OptionalInt;

/**
 * How many connections a PostgreSQL instance on RDS takes: {@code LEAST(DBInstanceClassMemory /
 * 9531392, 5000)}, unless its parameter group sets {@code max_connections} (AWS Prescriptive
 * Guidance, "Tuning PostgreSQL parameters", max_connections).
 *
 * <p>{@code DBInstanceClassMemory} is what RDS itself leaves of the instance's memory. Reports of
 * {@code show max_connections}: 87 of 112 (db.t2.micro), 198 of 225 (db.t2.small), 413 of 450
 * (db.t2.medium), 1660 of 1718 (db.r4.large). Of the smallest classes, less than three quarters are
 * left, and PostgreSQL keeps a few for its administrators.
 */
public final class ConnectionLimit {
  private static final double BYTES_PER_CONNECTION = 9_531_392;
  private static final double GIB = 1024.0 * 1024 * 1024;
  private static final int MOST = 5000;

  /** A share of the formula's result that every class has for clients. */
  private static final double SAFE_SHARE = 0.7;

  private static final double ALARM_SHARE = 0.6;

  private ConnectionLimit() {}

  /**
   * Connections that clients can have in any case.
   *
   * @param instanceClass such as {@code db.t4g.micro}
   * @return empty for a class of unknown memory
   */
  public static OptionalInt safe(String instanceClass) {
    return share(instanceClass, SAFE_SHARE);
  }

  /**
   * The number of connections that an alarm is raised above: the given one, or fewer where the
   * class could never have that many.
   */
  public static int alarm(String instanceClass, int wanted) {
    return Math.min(wanted, share(instanceClass, ALARM_SHARE).orElse(wanted));
  }

  private static OptionalInt share(String instanceClass, double share) {
    String[] parts = instanceClass.split("\\.", -1);
    if (parts.length != 3) {
      return OptionalInt.empty();
    }
    double gib = AwsFacts.entry("databaseMemoryGiB", parts[1]).asDouble() * times(parts[2]);
    double formula = Math.min(gib * GIB / BYTES_PER_CONNECTION, MOST);
    return gib > 0 ? OptionalInt.of((int) (formula * share)) : OptionalInt.empty();
  }

  /** A size as a multiple of {@code large}: each size has twice the memory of the one before. */
  private static double times(String size) {
    return switch (size) {
      case "micro" -> 1 / 8.0;
      case "small" -> 1 / 4.0;
      case "medium" -> 1 / 2.0;
      case "large" -> 1;
      case "xlarge" -> 2;
      default ->
          size.matches("\\d{1,2}xlarge") ? 2 * Integer.parseInt(size.replace("xlarge", "")) : 0;
    };
  }
}

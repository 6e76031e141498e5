package dev.terrace.guard;

import dev.terrace.terraform.scan.ScannedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds attributes that keep a resource or its data, and that a plan turns off. */
final class LostProtections {
  /**
   * Attributes of AWS (true) and of the provider alone (false): an import does not know the latter,
   * so that their first value is no change. An absent attribute is {@code ""}.
   */
  private record Protection(String attribute, Set<String> on, boolean ofAws) {
    boolean isLostIn(ScannedChange change) {
      return (ofAws || !change.imported())
          && on.contains(change.before().getOrDefault(attribute, ""))
          && (change.unknown().contains(attribute)
              || !on.contains(change.after().getOrDefault(attribute, "")));
    }
  }

  /**
   * The page of a type, https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs, says
   * what its attribute does and what it is by default.
   */
  private static final List<Protection> PROTECTIONS =
      List.of(
          new Protection("deletion_protection", Set.of("true", "ACTIVE"), true),
          new Protection("deletion_protection_enabled", Set.of("true"), true),
          new Protection("termination_protection", Set.of("true"), true),
          new Protection("termination_protection_enabled", Set.of("true"), true),
          // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
          new Protection("point_in_time_recovery", Set.of("true", "ENABLED"), true),
          new Protection("versioning_configuration", Set.of("Enabled"), true),
          new Protection("skip_final_snapshot", Set.of("false", ""), false),
          // https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystemWindowsConfiguration.html
          new Protection("skip_final_backup", Set.of("false"), false),
          new Protection("final_snapshot", Set.of("true"), false),
          new Protection("delete_automated_backups", Set.of("false"), false),
          new Protection("force_destroy", Set.of("false", ""), false),
          new Protection("force_delete", Set.of("false", ""), false),
          new Protection("close_on_deletion", Set.of("false", ""), false),
          new Protection("enforce_consumer_deletion", Set.of("false", ""), false));

  /**
   * Numbers that delete data at 0: a database without a retention has no backups
   * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html),
   * a secret without a recovery window is gone at once
   * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html).
   */
  private static final List<String> NOT_ZERO =
      List.of(
          "backup_retention_period",
          "snapshot_retention_limit",
          "automated_snapshot_retention_period",
          "automatic_backup_retention_days",
          "recovery_window_in_days");

  /**
   * Resources that hold nothing and keep the data of another one. A bucket with suspended
   * versioning loses what is overwritten:
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html
   */
  private static final Set<String> KEEPERS = Set.of("aws_s3_bucket_versioning");

  /** Names of the last snapshot: without one there is none. */
  private static final List<String> NAMED =
      List.of("final_snapshot_identifier", "final_snapshot_name");

  /**
   * The type whose events are kept for ever, until a retention deletes what is older:
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html.
   */
  private static final String LOGS = "aws_cloudwatch_log_group";

  private static final String RETENTION = "retention_in_days";

  private LostProtections() {}

  /** Whether resources of the type keep the data of others. */
  static boolean isKeeper(String type) {
    return KEEPERS.contains(type);
  }

  /** Such as {@code deletion_protection true → false}. */
  static List<String> in(ScannedChange change) {
    List<String> lost = new ArrayList<>();
    for (Protection each : PROTECTIONS) {
      if (each.isLostIn(change)) {
        lost.add(describe(each.attribute(), change));
      }
    }
    for (String attribute : NOT_ZERO) {
      String before = change.before().getOrDefault(attribute, "0");
      if (!before.equals("0") && change.after().getOrDefault(attribute, "").equals("0")) {
        lost.add(describe(attribute, change));
      }
    }
    for (String attribute : NAMED) {
      if (!change.before().getOrDefault(attribute, "").isEmpty()
          && change.after().getOrDefault(attribute, "").isEmpty()
          && !change.unknown().contains(attribute)) {
        lost.add(attribute + " is taken away");
      }
    }
    if (change.type().equals(LOGS)
        && isForEver(change.before().get(RETENTION))
        && isLimited(change)) {
      lost.add(describe(RETENTION, change));
    }
    return lost;
  }

  private static boolean isForEver(String retention) {
    return retention == null || retention.equals("0");
  }

  private static boolean isLimited(ScannedChange change) {
    return change.unknown().contains(RETENTION) || !isForEver(change.after().get(RETENTION));
  }

  private static String describe(String attribute, ScannedChange change) {
    String after =
        change.unknown().contains(attribute)
            ? "(known after apply)"
            : change.after().getOrDefault(attribute, "(none)");
    return attribute + " " + change.before().getOrDefault(attribute, "(none)") + " → " + after;
  }
}

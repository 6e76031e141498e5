package dev.terrace.guard;

import dev.terrace.terraform.scan.ScannedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds attributes that keep a resource or its data, and that a plan turns off. */
final class LostProtections {
  /**
   * Attributes of AWS (true) and of the provider alone (false): an import does not know the latter,
   * so that their first value is no change.
   */
  private record Protection(String attribute, Set<String> on, boolean ofAws) {
    boolean isLostIn(ScannedChange change) {
      return (ofAws || !change.imported())
          && on.contains(change.before().getOrDefault(attribute, ""))
          && (change.unknown().contains(attribute)
              || !on.contains(change.after().getOrDefault(attribute, "")));
    }
  }

  private static final List<Protection> PROTECTIONS =
      List.of(
          new Protection("deletion_protection", Set.of("true", "ACTIVE"), true),
          new Protection("deletion_protection_enabled", Set.of("true"), true),
          new Protection("skip_final_snapshot", Set.of("false"), false),
          new Protection("delete_automated_backups", Set.of("false"), false),
          new Protection("force_destroy", Set.of("false"), false),
          // without a default in the schema: absent is off
          new Protection("force_delete", Set.of("false", ""), false),
          new Protection("enforce_consumer_deletion", Set.of("false"), false));

  /**
   * Numbers that delete data at 0: a database without a retention has no backups
   * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html),
   * a secret without a recovery window is gone at once
   * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html).
   */
  private static final List<String> NOT_ZERO =
      List.of("backup_retention_period", "snapshot_retention_limit", "recovery_window_in_days");

  private LostProtections() {}

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
    return lost;
  }

  private static String describe(String attribute, ScannedChange change) {
    String after =
        change.unknown().contains(attribute)
            ? "(known after apply)"
            : change.after().getOrDefault(attribute, "(none)");
    return attribute + " " + change.before().getOrDefault(attribute, "(none)") + " → " + after;
  }
}

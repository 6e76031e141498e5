package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;

/**
 * A PostgreSQL instance on RDS. A change of masterUser or databaseName replaces it; instanceClass
 * and multiAz restart it in its maintenance window.
 */
public record DatabaseSpec(
    @JsonPropertyDescription("Instance class, such as db.r6g.large.") String instanceClass,
    @JsonPropertyDescription(
            "Major version of PostgreSQL, such as 16, with minor upgrades by itself; or a full one, such as 16.4, which stays.")
        String engineVersion,
    @JsonPropertyDescription("Storage at the start in GiB, 20-65536.") Integer storageGiB,
    @JsonPropertyDescription("Storage it may grow to in GiB; at least 10 % above storageGiB.")
        Integer maxStorageGiB,
    @OptionalKey @JsonPropertyDescription("gp3 (the default) or gp2.") StorageType storageType,
    @OptionalKey @JsonPropertyDescription("A standby in another zone; default: false.")
        Boolean multiAz,
    @JsonPropertyDescription("Days that automatic backups are kept, 1-35.") Integer backupDays,
    @OptionalKey @JsonPropertyDescription("AWS refuses to delete the instance; default: true.")
        Boolean deletionProtection,
    @OptionalKey
        @JsonPropertyDescription(
            "Name of the administrator that RDS makes; a change replaces the instance; default: terrace.")
        String masterUser,
    @OptionalKey
        @JsonPropertyDescription(
            "Database that RDS makes beside postgres; a change replaces the instance; absent: none.")
        String databaseName)
    implements Checked {

  /** General purpose SSD storage. */
  public enum StorageType {
    gp3,
    gp2
  }

  public DatabaseSpec {
    storageType = storageType == null ? StorageType.gp3 : storageType;
    multiAz = multiAz != null && multiAz;
    deletionProtection = deletionProtection == null || deletionProtection;
    masterUser = masterUser == null ? "terrace" : masterUser;
  }

  @Override
  public void check(Problems problems) {
    problems.matches(
        "instanceClass",
        instanceClass,
        "db\\.[a-z0-9]+\\.[a-z0-9]+",
        "must be an instance class such as db.r6g.large");
    problems.matches(
        "engineVersion", engineVersion, "\\d+(\\.\\d+)?", "must be a version such as 16 or 16.4");
    problems.inRange("storageGiB", storageGiB, 20, 65536);
    // AWS documentation "Managing capacity automatically with Amazon RDS storage autoscaling".
    if (storageGiB != null && maxStorageGiB != null && maxStorageGiB * 10L < storageGiB * 11L) {
      problems
          .at("maxStorageGiB")
          .add("must be at least 10 % above storageGiB, which is " + storageGiB, maxStorageGiB);
    }
    problems.inRange("backupDays", backupDays, 1, 35);
    // RDS API reference, CreateDBInstance.
    problems.matches(
        "masterUser",
        masterUser,
        "(?!(postgres|admin|rdsadmin)$)[a-z][a-z0-9_]{0,62}",
        "must be 1-63 lower-case letters, digits and underscores, and no word that PostgreSQL or RDS reserves");
    problems.matches(
        "databaseName",
        databaseName,
        "[a-z_][a-z0-9_]{0,62}",
        "must be 1-63 lower-case letters, digits and underscores");
  }

  /**
   * Whether AWS may upgrade the minor version by itself. Where the configuration names one,
   * Terraform would take the next one back.
   */
  public boolean followsMinorVersions() {
    return !engineVersion.contains(".");
  }

  /** The parameter group's family, such as {@code postgres16}. */
  public String family() {
    return "postgres" + engineVersion.split("\\.", -1)[0];
  }
}

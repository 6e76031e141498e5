package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.DatabaseValues;
import dev.terrace.config.value.Is;

/**
 * A PostgreSQL instance on RDS. A change of masterUser or databaseName replaces it; instanceClass
 * and multiAz restart it in its maintenance window.
 */
public record DatabaseSpec(
    @JsonPropertyDescription("Instance class, such as db.r6g.large.")
        @Is(DatabaseValues.DatabaseClass.class)
        String instanceClass,
    @JsonPropertyDescription(
            "Major version of PostgreSQL, such as 16, with minor upgrades by itself; or a full one, such as 16.4, which stays until AWS ends its support and installs a newer one.")
        @Is(DatabaseValues.PostgresVersion.class)
        String engineVersion,
    @JsonPropertyDescription("Storage at the start in GiB, 20-65536.")
        @Between(least = 20, most = 65536)
        Integer storageGiB,
    @JsonPropertyDescription("Storage it may grow to in GiB; at least 10 % above storageGiB.")
        @Between(least = 20, most = 65536)
        Integer maxStorageGiB,
    @OptionalKey @JsonPropertyDescription("gp3 (the default) or gp2.") StorageType storageType,
    @OptionalKey @JsonPropertyDescription("A standby in another zone; default: false.")
        Boolean multiAz,
    @JsonPropertyDescription("Days that automatic backups are kept, 1-35.")
        @Between(least = 1, most = 35)
        Integer backupDays,
    @OptionalKey @JsonPropertyDescription("AWS refuses to delete the instance; default: true.")
        Boolean deletionProtection,
    @OptionalKey
        @JsonPropertyDescription(
            "Name of the administrator that RDS makes; a change replaces the instance; default: terrace.")
        @Is(DatabaseValues.DatabaseUser.class)
        String masterUser,
    @OptionalKey
        @JsonPropertyDescription(
            "Database that RDS makes beside postgres; a change replaces the instance; absent: none.")
        @Is(DatabaseValues.DatabaseName.class)
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
    // AWS documentation "Managing capacity automatically with Amazon RDS storage autoscaling".
    if (storageGiB != null && maxStorageGiB != null && maxStorageGiB * 10L < storageGiB * 11L) {
      problems
          .at("maxStorageGiB")
          .add("must be at least 10 % above storageGiB, which is " + storageGiB, maxStorageGiB);
    }
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

  /** Reports a missing name of a database that the services connect to. */
  public void checkNamed(Problems problems) {
    if (databaseName == null) {
      problems.at("databaseName").add("is required: the services connect to it");
    }
  }
}

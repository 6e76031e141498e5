package dev.terrace.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.StorageValues;

/** The {@code backend} key of an environment: flat, so that editors complete it. */
public record BackendConfig(
    @JsonPropertyDescription("s3, cloud, or local for one person and experiments.") Type type,
    @OptionalKey
        @JsonPropertyDescription("s3: the bucket, made by 'terrace backend bootstrap'.")
        @Is(StorageValues.BucketName.class)
        String bucket,
    @OptionalKey
        @JsonPropertyDescription("s3: the bucket's region; default: the environment's.")
        @Is(NetworkValues.Region.class)
        String region,
    @OptionalKey
        @JsonPropertyDescription(
            "s3: dynamodb, s3 (a lock file in the bucket, the default), or both.")
        Backend.Lock lock,
    @OptionalKey
        @JsonPropertyDescription("s3: lock table, for the locks dynamodb and both.")
        @Is(StorageValues.TableName.class)
        String dynamodbTable,
    @OptionalKey
        @JsonPropertyDescription(
            "s3: server access logs of the bucket, e.g. {days: 90}; default: none.")
        BackendAccessLogs accessLogs,
    @OptionalKey
        @JsonPropertyDescription("cloud: the organization in Terraform Cloud.")
        @Is(NameValues.CloudName.class)
        String organization,
    @OptionalKey
        @JsonPropertyDescription("cloud: default app.terraform.io.")
        @Is(HostValues.Hostname.class)
        String hostname,
    @OptionalKey
        @JsonPropertyDescription(
            "cloud: begins the names of the workspaces, one a stack; default: nothing, so that a"
                + " workspace is called like its stack.")
        @Is(NameValues.WorkspacePrefix.class)
        String workspacePrefix)
    implements Checked {

  /** The kinds of backend. */
  public enum Type {
    s3,
    cloud,
    local
  }

  private static final String TERRAFORM_CLOUD = "app.terraform.io";

  /** Amazon S3 user guide, "Bucket naming rules". */
  private static final int LONGEST_BUCKET = 63;

  public BackendConfig {
    lock = lock == null && type == Type.s3 ? Backend.Lock.s3 : lock;
  }

  @Override
  public void check(Problems problems) {
    if (type == null) {
      return; // a type that does not exist has been reported
    }
    if (type == Type.s3) {
      if (bucket == null) {
        problems.at("bucket").add("is required with type 's3'");
      }
      if (lock != Backend.Lock.s3 && dynamodbTable == null) {
        problems.at("dynamodbTable").add("is required with lock '" + lock + "'");
      }
      if (lock == Backend.Lock.s3 && dynamodbTable != null) {
        problems
            .at("dynamodbTable")
            .add(
                "must be absent with lock 's3'; lock 'both' uses the table as well", dynamodbTable);
      }
      checkAccessLogs(problems.at("accessLogs"));
    }
    if (type == Type.cloud) {
      if (organization == null) {
        problems.at("organization").add("is required with type 'cloud'");
      }
    }
    if (type != Type.s3) {
      absent(problems, "bucket", bucket);
      absent(problems, "region", region);
      absent(problems, "lock", lock);
      absent(problems, "dynamodbTable", dynamodbTable);
      if (accessLogs != null) {
        problems.at("accessLogs").add("must be absent with type '" + type + "'");
      }
    }
    if (type != Type.cloud) {
      absent(problems, "organization", organization);
      absent(problems, "hostname", hostname);
      absent(problems, "workspacePrefix", workspacePrefix);
    }
  }

  private void checkAccessLogs(Problems problems) {
    if (accessLogs == null || bucket == null) {
      return;
    }
    accessLogs.check(problems);
    String logs = accessLogs.resolve(bucket).bucket();
    if (logs.equals(bucket)) {
      problems
          .at(accessLogs.existing() == null ? "bucket" : "existing")
          .add("must be another bucket than the state's: its own logs would be logged", logs);
    }
    if (accessLogs.bucket() == null && logs.length() > LONGEST_BUCKET) {
      problems
          .at("bucket")
          .add("is required: '" + logs + "' is longer than " + LONGEST_BUCKET + " characters");
    }
  }

  /**
   * @return null: no logs
   */
  public Backend.AccessLogs resolveAccessLogs() {
    return accessLogs == null ? null : accessLogs.resolve(bucket);
  }

  private void absent(Problems problems, String key, Object value) {
    if (value != null) {
      problems.at(key).add("must be absent with type '" + type + "'", value);
    }
  }

  /**
   * @param environmentRegion the bucket's region where none is given
   */
  public Backend resolve(String environmentRegion) {
    return switch (type) {
      case s3 ->
          new Backend.S3(bucket, region == null ? environmentRegion : region, lock, dynamodbTable);
      case cloud ->
          new Backend.Cloud(
              organization,
              hostname == null ? TERRAFORM_CLOUD : hostname,
              workspacePrefix == null ? "" : workspacePrefix);
      case local -> new Backend.Local();
    };
  }
}

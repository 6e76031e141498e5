package dev.terrace.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.StorageValues;

/** Who asked for which state: the server access logs of the state bucket. */
public record BackendAccessLogs(
    @OptionalKey
        @JsonPropertyDescription(
            "Bucket that bootstrap creates for them; default: named like the state bucket,"
                + " -access-logs.")
        @Is(StorageValues.BucketName.class)
        String bucket,
    @OptionalKey
        @JsonPropertyDescription("Days that access logs are kept, 1-3650; default: 90.")
        @Between(least = 1, most = 3650)
        Integer days,
    @OptionalKey
        @JsonPropertyDescription(
            "A bucket that exists and lets Amazon S3 write logs below s3/, instead of one of its"
                + " own: in the account and region of the state bucket.")
        @Is(StorageValues.BucketName.class)
        String existing)
    implements Checked {
  static final String SUFFIX = "-access-logs";
  private static final int DAYS = 90;

  @Override
  public void check(Problems problems) {
    if (existing != null && bucket != null) {
      problems.at("bucket").add("must be absent with 'existing'", bucket);
    }
    if (existing != null && days != null) {
      problems.at("days").add("must be absent with 'existing', whose own rules say it", days);
    }
  }

  Backend.AccessLogs resolve(String stateBucket) {
    return existing != null
        ? new Backend.AccessLogs(existing, 0)
        : new Backend.AccessLogs(
            bucket == null ? stateBucket + SUFFIX : bucket, days == null ? DAYS : days);
  }
}

package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.StorageValues;
import java.util.Map;

/** Who asked for what: the access logs of the load balancer and of the buckets. */
public record AccessLogsSpec(
    @OptionalKey
        @JsonPropertyDescription(
            "Bucket that is created for them; bucket names are global; default: named like the other buckets of the"
                + " environment, access-logs.")
        @Is(value = StorageValues.BucketName.class, orEmpty = true)
        String bucket,
    @OptionalKey
        @JsonPropertyDescription("Days that access logs are kept, 1-3650; default: 90.")
        @Between(least = 1, most = 3650)
        Integer days) {

  public AccessLogsSpec {
    bucket = bucket == null || bucket.isBlank() ? null : bucket;
    days = days == null ? 90 : days;
  }

  /** With a name where the environment gives none. */
  public AccessLogsSpec orNamed(String name) {
    return bucket == null ? new AccessLogsSpec(name, days) : this;
  }

  /**
   * Adds the bucket's name to those that no other environment may have.
   *
   * @param spec null: no access logs
   */
  public static void addOwnName(Map<String, String> ownNames, AccessLogsSpec spec) {
    if (spec != null && spec.bucket() != null) {
      ownNames.put("accessLogs.bucket", spec.bucket());
    }
  }
}

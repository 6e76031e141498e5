package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.RedisValues;

/** A Redis replication group of ElastiCache, encrypted at rest and in transit. */
public record RedisSpec(
    @JsonPropertyDescription("Node type, such as cache.r6g.large.")
        @Is(RedisValues.CacheNodeType.class)
        String nodeType,
    @JsonPropertyDescription("Version 7.x of Redis.") @Is(RedisValues.RedisVersion.class)
        String engineVersion,
    @JsonPropertyDescription(
            "Replicas beside the primary, 0-5; with one or more: multi-AZ and automatic failover.")
        @Between(least = 0, most = 5)
        Integer replicas,
    @OptionalKey
        @JsonPropertyDescription("Days that snapshots are kept, 0-35; default: 7.")
        @Between(least = 0, most = 35)
        Integer snapshotDays,
    @OptionalKey
        @JsonPropertyDescription(
            "AUTH with a token from a secret; default: false. The provider has no write-only attribute for it: the token"
                + " is in the state.")
        Boolean auth) {

  public RedisSpec {
    snapshotDays = snapshotDays == null ? 7 : snapshotDays;
    auth = auth != null && auth;
  }

  /** Reports a password where the services get the URL as plain environment. */
  public void checkWithoutAuth(Problems problems) {
    if (auth()) {
      problems
          .at("auth")
          .add("must be false: the URL of Redis is plain environment of the services", true);
    }
  }
}

package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;

/** A Redis replication group of ElastiCache, encrypted at rest and in transit. */
public record RedisSpec(
    @JsonPropertyDescription("Node type, such as cache.r6g.large.") String nodeType,
    @JsonPropertyDescription("Version 7.x of Redis.") String engineVersion,
    @JsonPropertyDescription(
            "Replicas beside the primary, 0-5; with one or more: multi-AZ and automatic failover.")
        Integer replicas,
    @OptionalKey @JsonPropertyDescription("Days that snapshots are kept, 0-35; default: 7.")
        Integer snapshotDays,
    @OptionalKey
        @JsonPropertyDescription(
            "AUTH with a token from a secret; default: false. The provider has no write-only attribute for it: the token"
                + " is in the state.")
        Boolean auth)
    implements Checked {

  public RedisSpec {
    snapshotDays = snapshotDays == null ? 7 : snapshotDays;
    auth = auth != null && auth;
  }

  @Override
  public void check(Problems problems) {
    problems.matches(
        "nodeType",
        nodeType,
        "cache\\.[a-z0-9]+\\.[a-z0-9]+",
        "must be a node type such as cache.r6g.large");
    problems.matches("engineVersion", engineVersion, "7\\.\\d", "must be 7.x, such as 7.1");
    problems.inRange("replicas", replicas, 0, 5);
    problems.inRange("snapshotDays", snapshotDays, 0, 35);
  }
}

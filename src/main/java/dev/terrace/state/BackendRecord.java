package dev.terrace.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Backend;
import dev.terrace.terraform.State;
import java.util.Optional;

/**
 * What a state backend's own state records.
 *
 * @param state of the backend's own resources; empty for a bucket that is managed elsewhere
 * @param lock how states are locked, as last configured; empty where it is not recorded
 * @param table the lock table that the backend owns
 * @param logBucket the bucket of access logs that the backend owns
 */
public record BackendRecord(
    State state, Optional<Backend.Lock> lock, Optional<String> table, Optional<String> logBucket) {
  static final BackendRecord EXTERNAL =
      new BackendRecord(State.EMPTY, Optional.empty(), Optional.empty(), Optional.empty());

  /** The bucket is managed elsewhere. */
  public boolean isExternal() {
    return state.isEmpty();
  }

  /**
   * @param tree the state of the root {@code backend/}
   */
  static BackendRecord of(JsonNode tree) {
    State state = State.of(tree);
    JsonNode block = tree.at("/outputs/backend/value");
    boolean table = block.path("dynamodb_table").isTextual();
    boolean file = block.path("use_lockfile").asBoolean();
    Optional<Backend.Lock> lock =
        table
            ? Optional.of(file ? Backend.Lock.both : Backend.Lock.dynamodb)
            : file ? Optional.of(Backend.Lock.s3) : Optional.empty();
    return new BackendRecord(
        state,
        lock,
        text(state, "aws_dynamodb_table.locks[0]", "name"),
        text(state, "aws_s3_bucket.access_logs[0]", "bucket"));
  }

  /** Where the bucket's access logs go; empty: there are none. */
  public Optional<String> accessLogs() {
    return text(state, "aws_s3_bucket_logging.state[0]", "target_bucket");
  }

  private static Optional<String> text(State state, String address, String attribute) {
    return Optional.ofNullable(state.resources().get(address))
        .map(attributes -> attributes.path(attribute).asText());
  }
}

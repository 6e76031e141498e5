package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend.Lock;
import dev.terrace.terraform.Json;
import org.junit.jupiter.api.Test;

/** What the backend's own state records about its lock. */
final class BackendRecordTest {
  private static final String TABLE =
      "{\"mode\": \"managed\", \"type\": \"aws_dynamodb_table\", \"name\": \"locks\", \"instances\":"
          + " [{\"index_key\": 0, \"attributes\": {\"name\": \"locks\"}}]}";

  @Test
  void the_lock_is_the_one_that_stacks_are_told_to_use() {
    assertThat(record("\"locks\"", "null", TABLE).lock()).contains(Lock.dynamodb);
    assertThat(record("\"locks\"", "true", TABLE).lock()).contains(Lock.both);
    assertThat(record("null", "true", "").lock()).contains(Lock.s3);
  }

  @Test
  void a_kept_table_is_no_longer_a_lock() {
    BackendRecord record = record("null", "true", TABLE);
    assertThat(record.lock()).contains(Lock.s3);
    assertThat(record.table()).contains("locks");
    assertThat(record.isExternal()).isFalse();
  }

  @Test
  void nothing_is_recorded_for_an_external_bucket() {
    BackendRecord record =
        BackendRecord.of(Json.parse("{\"version\": 4, \"outputs\": {}, \"resources\": []}"));
    assertThat(record).isEqualTo(BackendRecord.EXTERNAL);
    assertThat(record.isExternal()).isTrue();
  }

  @Test
  void a_bucket_for_logs_may_stay_although_nothing_is_logged() {
    String bucket =
        "{\"mode\": \"managed\", \"type\": \"aws_s3_bucket\", \"name\": \"access_logs\","
            + " \"instances\": [{\"index_key\": 0, \"attributes\": {\"bucket\": \"logs\"}}]}";
    String logging =
        "{\"mode\": \"managed\", \"type\": \"aws_s3_bucket_logging\", \"name\": \"state\","
            + " \"instances\": [{\"index_key\": 0, \"attributes\": {\"target_bucket\": \"logs\"}}]}";

    BackendRecord on = record("null", "true", bucket + ", " + logging);
    assertThat(on.logBucket()).contains("logs");
    assertThat(on.accessLogs()).contains("logs");
    BackendRecord off = record("null", "true", bucket);
    assertThat(off.logBucket()).contains("logs");
    assertThat(off.accessLogs()).isEmpty();
    assertThat(record("null", "true", "").logBucket()).isEmpty();
  }

  private static BackendRecord record(String table, String file, String resources) {
    return BackendRecord.of(
        Json.parse(
            "{\"version\": 4, \"outputs\": {\"backend\": {\"value\": {\"dynamodb_table\": "
                + table
                + ", \"use_lockfile\": "
                + file
                + "}}}, \"resources\": ["
                + resources
                + "]}"));
  }
}

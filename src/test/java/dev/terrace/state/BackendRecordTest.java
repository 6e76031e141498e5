package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend.Lock;
import dev.terrace.state.StateBackend.Made;
import dev.terrace.terraform.Json;
import org.junit.jupiter.api.Test;

/** What the backend's own state says of its lock. */
final class MadeTest {
  private static final String TABLE =
      "{\"mode\": \"managed\", \"type\": \"aws_dynamodb_table\", \"name\": \"locks\", \"instances\":"
          + " [{\"index_key\": 0, \"attributes\": {\"name\": \"locks\"}}]}";

  @Test
  void the_lock_is_the_one_that_stacks_were_told_to_use() {
    assertThat(made("\"locks\"", "null", TABLE).lock()).contains(Lock.dynamodb);
    assertThat(made("\"locks\"", "true", TABLE).lock()).contains(Lock.both);
    assertThat(made("null", "true", "").lock()).contains(Lock.s3);
  }

  @Test
  void a_table_that_is_kept_is_no_lock_any_more() {
    Made made = made("null", "true", TABLE);
    assertThat(made.lock()).contains(Lock.s3);
    assertThat(made.table()).contains("locks");
    assertThat(made.isForeign()).isFalse();
  }

  @Test
  void nothing_is_on_record_where_somebody_else_made_the_bucket() {
    Made made = Made.of(Json.parse("{\"version\": 4, \"outputs\": {}, \"resources\": []}"));
    assertThat(made).isEqualTo(Made.BY_SOMEBODY_ELSE);
    assertThat(made.isForeign()).isTrue();
  }

  private static Made made(String table, String file, String resources) {
    return Made.of(
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

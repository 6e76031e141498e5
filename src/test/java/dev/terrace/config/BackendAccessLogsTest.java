package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BackendAccessLogsTest {
  private static final String STATES = "shop-terraform-state";

  @Test
  void an_own_bucket_is_named_like_the_one_of_the_states() {
    assertThat(with(STATES, logs(null, null, null)).resolveAccessLogs())
        .isEqualTo(new Backend.AccessLogs("shop-terraform-state-access-logs", 90));
    assertThat(with(STATES, logs("shop-logs", 7, null)).resolveAccessLogs())
        .isEqualTo(new Backend.AccessLogs("shop-logs", 7));
  }

  @Test
  void an_existing_bucket_is_not_created() {
    Backend.AccessLogs existing = with(STATES, logs(null, null, "our-logs")).resolveAccessLogs();
    assertThat(existing.bucket()).isEqualTo("our-logs");
    assertThat(existing.isOwn()).isFalse();
  }

  @Test
  void without_the_key_there_are_none_and_the_backend_is_the_same() {
    assertThat(with(STATES, null).resolveAccessLogs()).isNull();
    assertThat(with(STATES, null).resolve("us-east-1"))
        .isEqualTo(with(STATES, logs(null, null, null)).resolve("us-east-1"));
  }

  @Test
  void what_does_not_fit_together_is_refused() {
    assertThat(problems(with(STATES, logs("a-bucket", 7, "our-logs"))))
        .containsExactly(
            "backend.accessLogs.bucket: must be absent with 'existing', got 'a-bucket'",
            "backend.accessLogs.days: must be absent with 'existing', whose own rules say it, got 7");
    assertThat(problems(with(STATES, logs(STATES, null, null))))
        .containsExactly(
            "backend.accessLogs.bucket: must be another bucket than the state's: its own logs would"
                + " be logged, got 'shop-terraform-state'");
    assertThat(problems(with(STATES, logs(null, null, STATES))))
        .containsExactly(
            "backend.accessLogs.existing: must be another bucket than the state's: its own logs"
                + " would be logged, got 'shop-terraform-state'");
    String longName = "a".repeat(60);
    assertThat(problems(with(longName, logs(null, null, null))))
        .containsExactly(
            "backend.accessLogs.bucket: is required: '"
                + longName
                + "-access-logs' is longer than 63 characters");
    assertThat(problems(with(longName, logs("short-name", null, null)))).isEmpty();
  }

  @Test
  void states_elsewhere_have_no_access_logs() {
    BackendConfig local = of(BackendConfig.Type.local, null, logs(null, 7, null));
    assertThat(problems(local))
        .containsExactly("backend.accessLogs: must be absent with type 'local'");
  }

  private static BackendAccessLogs logs(String bucket, Integer days, String existing) {
    return new BackendAccessLogs(bucket, days, existing);
  }

  private static BackendConfig with(String bucket, BackendAccessLogs logs) {
    return of(BackendConfig.Type.s3, bucket, logs);
  }

  private static BackendConfig of(BackendConfig.Type type, String bucket, BackendAccessLogs logs) {
    return new BackendConfig(type, bucket, null, null, null, logs, null, null, null);
  }

  private static List<String> problems(BackendConfig config) {
    Problems problems = Problems.of("backend");
    config.check(problems);
    return problems.list().stream().map(Problem::toString).toList();
  }
}

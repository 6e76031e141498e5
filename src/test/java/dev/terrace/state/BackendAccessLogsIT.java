package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.aws.AwsApi;
import dev.terrace.local.LocalVariables;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;

/**
 * The access logs of one state bucket: turned on, moved, turned off, torn down. {@link
 * StateBackendIT} has none. No other test applies the root {@code backend/} with a bucket of logs,
 * keeps it when the configuration no longer names it, and destroys one that has objects.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BackendAccessLogsIT {
  private static final String BUCKET = "v1-orcha-dev-terraform-state-700558745280";
  private static final String LOGS = BUCKET + "-access-logs";
  private static final String REGION = "eu-central-1";
  private static final Terrace TERRACE = new Terrace(Path.of("target/it-state-logs"));

  private static Path environment;
  private static String plain;
  private static AwsApi aws;

  @BeforeAll
  static void begin_with_nothing() throws IOException {
    TERRACE.run("local", "down");
    TERRACE.run("local", "up");
    String endpoint =
        Json.parse(TERRACE.run("local", "status", "--json").out()).path("endpoint").asText();
    aws = new AwsApi(LocalVariables.of(Map.of(), endpoint));
    Path environments = ChangedEnvironment.of("orcha", "dev", yaml -> yaml + "# changed\n");
    environment = environments.resolve("orcha/dev.yaml");
    plain = Files.readString(environment);
    TERRACE.with("TERRACE_ENVIRONMENTS", environments.toString());
  }

  @AfterAll
  static void leave_nothing() {
    aws.close();
    assertThat(TERRACE.run("local", "down").out()).isEqualTo("stopped, all state discarded\n");
  }

  @Test
  @Order(1)
  void a_backend_that_says_nothing_has_no_logs() {
    assertThat(bootstrap()).isEqualTo("state backend " + BUCKET + ": created\n");
    assertThat(logging()).isNull();
    assertThat(buckets()).doesNotContain(LOGS);
  }

  @Test
  @Order(2)
  void they_are_turned_on_for_a_bucket_that_exists() throws IOException {
    configure("{days: 30}");
    assertThat(bootstrap()).isEqualTo("state backend " + BUCKET + ": updated\n");
    assertThat(logging().targetBucket()).isEqualTo(LOGS);
    assertThat(logging().targetPrefix()).isEqualTo("s3/" + BUCKET + "/");
    assertThat(policy())
        .contains("logging.s3.amazonaws.com")
        .contains("arn:aws:s3:::" + LOGS + "/s3/*")
        .contains("arn:aws:s3:::" + BUCKET);
    assertThat(
            aws.s3(REGION)
                .getBucketLifecycleConfiguration(request -> request.bucket(LOGS))
                .rules()
                .get(0)
                .expiration()
                .days())
        .isEqualTo(30);
    assertThat(bootstrap()).isEqualTo("state backend " + BUCKET + ": exists, nothing to change\n");
    assertThat(done("backend", "status", "orcha/dev", "--local").out())
        .contains("access logs: s3://" + LOGS);
  }

  @Test
  @Order(3)
  void another_name_for_a_bucket_with_logs_is_refused() throws IOException {
    configure("{bucket: other-logs-700558745280}");
    Said said = TERRACE.run("backend", "bootstrap", "orcha/dev", "--local");
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.err())
        .contains(
            "the access logs of s3://"
                + BUCKET
                + " have the bucket "
                + LOGS
                + ", which cannot be renamed to other-logs-700558745280");
    assertThat(logging().targetBucket()).isEqualTo(LOGS);
  }

  @Test
  @Order(4)
  void the_bucket_of_the_logs_stays_when_they_are_turned_off() throws IOException {
    Files.writeString(environment, plain);
    assertThat(bootstrap()).isEqualTo("state backend " + BUCKET + ": updated\n");
    assertThat(logging()).isNull();
    assertThat(buckets()).contains(LOGS);
    assertThat(bootstrap()).isEqualTo("state backend " + BUCKET + ": exists, nothing to change\n");
  }

  @Test
  @Order(5)
  void a_teardown_destroys_the_logs_too() throws IOException {
    configure("{days: 30}");
    bootstrap();
    aws.s3(REGION)
        .putObject(request -> request.bucket(LOGS).key("s3/log"), RequestBody.fromString("GET"));
    assertThat(done("backend", "teardown", "orcha/dev", "--local", "--yes").out())
        .isEqualTo("state backend " + BUCKET + ": destroyed\n");
    assertThat(buckets()).doesNotContain(BUCKET, LOGS);
  }

  private static LoggingEnabled logging() {
    return aws.s3(REGION).getBucketLogging(request -> request.bucket(BUCKET)).loggingEnabled();
  }

  private static String policy() {
    return aws.s3(REGION).getBucketPolicy(request -> request.bucket(LOGS)).policy();
  }

  private static List<String> buckets() {
    return aws.s3(REGION).listBuckets().buckets().stream().map(each -> each.name()).toList();
  }

  private static String bootstrap() {
    return done("backend", "bootstrap", "orcha/dev", "--local").out();
  }

  private static void configure(String accessLogs) throws IOException {
    Files.writeString(
        environment,
        plain.replace("  lock: s3\n", "  lock: s3\n  accessLogs: " + accessLogs + "\n"));
  }

  private static Said done(String... arguments) {
    Said said = TERRACE.run(arguments);
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said;
  }
}

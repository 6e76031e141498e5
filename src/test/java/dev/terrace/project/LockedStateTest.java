package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a state that cannot be locked, as Terraform 1.11 reports it. */
final class LockedStateTest {
  private static final String ADVICE =
      """


      Terraform acquires a state lock to protect the state from being written
      by multiple users at the same time. Please resolve the issue above and try
      again. For most commands, you can disable locking with the "-lock=false"
      flag, but this is not recommended.""";

  @TempDir private Path folder;
  private final FolderLocks locks = new FolderLocks("./terrace plan shop/test");
  private FakeTerraform fake;
  private DeployTarget target;
  private Stack stack;
  private Terraform terraform;

  @BeforeEach
  void begin() throws IOException {
    fake = new FakeTerraform(folder.resolve("bin"));
    fake.holds("one", 7, 3);
    PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    target =
        DeployTarget.real(
            new RunContext(
                fake.project(folder),
                new Console(stream, stream, false, false),
                new Interrupts(),
                locks));
    Path synthesized = Files.createDirectories(folder.resolve("out"));
    Json.write(synthesized.resolve("cdk.tf.json"), Json.object());
    stack =
        new Stack(
            new EnvironmentId("shop", "test").stack("data"),
            StackFile.read(synthesized.resolve("cdk.tf.json")),
            synthesized,
            "us-west-2",
            new Backend.S3("states", "us-west-2", Backend.Lock.s3, null),
            List.of());
    terraform = target.prepare(stack);
  }

  @AfterEach
  void end() {
    locks.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation error S3: PutObject, https response error StatusCode: 412, api error"
            + " PreconditionFailed: At least one of the pre-conditions you specified did not hold\n"
            + "failed to unmarshal JSON data into LockInfo struct: invalid character 'g' looking for"
            + " beginning of value",
        "operation error S3: PutObject, https response error StatusCode: 412, api error"
            + " PreconditionFailed: none\nLock Info:\n  ID:        \n  Path:      \n  Who:       \n"
            + "  Created:   0001-01-01 00:00:00 +0000 UTC",
        "operation error S3: PutObject, https response error StatusCode: 409, api error"
            + " ConditionalRequestConflict: a conflicting operation occurred",
        "operation error DynamoDB: PutItem, ConditionalCheckFailedException: The conditional request"
            + " failed"
      })
  void a_lock_that_does_not_say_who_holds_it_is_one_that_can_be_released(String reason) {
    fake.failsToPlan(
        FakeTerraform.diagnostic(
            "Error acquiring the state lock", "Error message: " + reason + ADVICE));

    assertThat(terraform.lock().holder()).contains(LockInfo.UNREADABLE);
    whenPlanned(
        failure -> {
          assertThat(StackErrors.outcome(failure)).isEqualTo(Outcome.LOCKED);
          assertThat(StackErrors.explain(stack, target, failure))
              .doesNotContain("-lock=false")
              .endsWith(
                  "Its lock cannot be read. If nobody works on it, release the lock: ./terrace"
                      + " backend unlock shop/test");
        });
  }

  @Test
  void a_lock_that_says_no_more_than_its_id_is_described_without_gaps() {
    fake.failsToPlan(
        FakeTerraform.diagnostic(
            "Error acquiring the state lock",
            "Error message: PreconditionFailed\nLock Info:\n  ID:        x\n  Path:      \n"
                + "  Operation: \n  Who:       \n  Version:   \n"
                + "  Created:   0001-01-01 00:00:00 +0000 UTC\n  Info:      \n"
                + ADVICE));

    LockInfo holder = terraform.lock().holder().orElseThrow();
    assertThat(holder.id()).isEqualTo("x");
    assertThat(holder.describe())
        .isEqualTo("somebody whose entry cannot be read since an unknown time (unknown)")
        .isEqualTo(LockInfo.parse("{\"ID\": \"x\"}").orElseThrow().describe());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation error S3: PutObject, https response error StatusCode: 403, api error AccessDenied:"
            + " not authorized to perform: s3:PutObject",
        "operation error S3: PutObject, https response error StatusCode: 400, api error ExpiredToken:"
            + " The provided token has expired.",
        "operation error DynamoDB: PutItem, https response error StatusCode: 500, InternalServerError"
      })
  void a_lock_that_cannot_be_taken_is_held_by_nobody(String reason) {
    fake.failsToPlan(
        FakeTerraform.diagnostic(
            "Error acquiring the state lock", "Error message: " + reason + ADVICE));

    assertThatThrownBy(() -> terraform.lock().holder()).isInstanceOf(TerraformException.class);
    whenPlanned(
        failure -> {
          assertThat(StackErrors.outcome(failure)).isEqualTo(Outcome.FAILED);
          assertThat(StackErrors.explain(stack, target, failure))
              .isEqualTo(
                  "shop/test/data failed\n  Error acquiring the state lock\n    Error message: "
                      + reason);
        });
  }

  private void whenPlanned(Consumer<TerraformException> check) {
    assertThatThrownBy(() -> terraform.plan(List.of(), message -> {}))
        .isInstanceOfSatisfying(TerraformException.class, check);
  }
}

package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.state.StateMemory;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Console;
import dev.terrace.ui.ShellWord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided about a state before anything is planned, with a program for Terraform. */
final class RunGateTest {
  private static final StackId ID = new EnvironmentId("coder", "production").stack("data");
  private static final Backend.S3 BUCKET =
      new Backend.S3("states", "us-west-2", Backend.Lock.dynamodb, "locks");
  private static final String WAYS_OUT =
      "\n  List the earlier versions and restore one: ./terrace backend restore"
          + " coder/production/data"
          + "\n  If the state is right as it is, accept it: ./terrace backend accept"
          + " coder/production/data";

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FolderLocks locks = new FolderLocks("./terrace deploy coder/production");
  private FakeTerraform fake;
  private DeployTarget target;
  private Stack stack;

  @BeforeEach
  void begin() throws IOException {
    fake = new FakeTerraform(folder.resolve("bin"));
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    Project project = fake.project(folder);
    target =
        DeployTarget.real(
            new RunContext(
                project, new Console(stream, stream, false, false), new Interrupts(), locks));
    Path synthesized = Files.createDirectories(folder.resolve("out"));
    Json.write(synthesized.resolve("cdk.tf.json"), Json.object());
    stack =
        new Stack(
            ID,
            StackFile.read(synthesized.resolve("cdk.tf.json")),
            synthesized,
            "us-west-2",
            BUCKET,
            List.of());
  }

  @AfterEach
  void end() {
    locks.close();
  }

  @Test
  void a_state_that_grows_is_remembered_without_a_word() {
    fake.holds("one", 7, 33);
    target.prepare(stack);
    fake.holds("one", 9, 34);
    target.prepare(stack);

    StateMemory.Seen seen = target.memory().of(ID, BUCKET).orElseThrow();
    assertThat(seen.serial()).isEqualTo(9);
    assertThat(seen.resources()).isEqualTo(34);
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_state_is_read_once_to_be_checked_and_planned() {
    fake.holds("one", 7, 33);
    assertThat(target.prepare(stack).state().resources()).hasSize(33);
    assertThat(fake.calls()).filteredOn("state pull"::equals).hasSize(1);
  }

  @Test
  void the_scratch_copy_of_a_killed_plan_is_deleted() throws IOException {
    Path working = target.folderOf(stack);
    Path scratch = working.resolveSibling(working.getFileName() + ".plan");
    Files.writeString(Files.createDirectories(scratch).resolve("cdk.tf.json"), "{}");

    target.prepare(stack);

    assertThat(scratch).doesNotExist();
  }

  @Test
  void a_deploy_onto_a_state_that_has_vanished_is_refused() {
    fake.holds("one", 7, 33);
    target.prepare(stack);
    for (Runnable loss : List.<Runnable>of(fake::holdsNothing, () -> fake.holds("two", 0, 0))) {
      loss.run();
      for (int run = 0; run < 2; run++) {
        assertThatThrownBy(() -> target.prepare(stack))
            .isInstanceOfSatisfying(
                UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.REFUSED))
            .hasMessageMatching(
                "coder/production/data: refused, nothing was changed: its state is empty and had 33"
                    + " resources \\(serial 7, lineage one\\) on [\\d: -]+ UTC\\. A deploy would"
                    + " create them a second time, a destroy would leave them\\."
                    + WAYS_OUT);
      }
    }
  }

  @Test
  void a_plan_of_a_state_that_has_vanished_warns() {
    fake.holds("one", 7, 33);
    target.prepare(stack);
    fake.holdsNothing();
    target.prepare(stack, Purpose.READ);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("warning: coder/production/data: its state is empty and had 33 resources");
  }

  @Test
  void a_state_that_went_back_warns_until_something_is_applied() {
    fake.holds("one", 7, 33);
    target.prepare(stack);
    fake.holds("one", 6, 32);
    Terraform terraform = target.prepare(stack);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .matches(
            "warning: coder/production/data: its state went back to serial 6 with 32 resources, and"
                + " had 33 resources \\(serial 7, lineage one\\) on [\\d: -]+ UTC\\. What was"
                + " created since would be created again\\."
                + WAYS_OUT
                + "\n");

    target.remember(stack, terraform);
    said.reset();
    target.prepare(stack);
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_plan_of_another_state_warns_and_a_deploy_onto_it_is_refused() {
    fake.holds("one", 7, 33);
    target.prepare(stack);
    fake.holds("two", 9, 1);
    String what =
        "another state is in the place of its state: it has lineage two and 1 resource, and had 33"
            + " resources (serial 7, lineage one)";

    target.prepare(stack, Purpose.READ);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("warning: coder/production/data: " + what);
    assertThatThrownBy(() -> target.prepare(stack))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.REFUSED))
        .hasMessageStartingWith("coder/production/data: refused, nothing was changed: " + what)
        .hasMessageContaining(
            "What only the former one holds would be created again, and what only this one holds"
                + " would be destroyed.")
        .hasMessageEndingWith(WAYS_OUT);
  }

  @Test
  void a_missing_bucket_is_no_empty_state_for_what_was_deployed() {
    fake.holds("one", 7, 33);
    target.prepare(stack);
    fake.failsToInit(FakeTerraform.diagnostic("Failed to get existing workspaces", "NoSuchBucket"));
    Path stamp = target.folderOf(stack).resolve(".terraform/terrace-init");
    assertThat(stamp.toFile().delete()).isTrue();
    assertThatThrownBy(() -> target.prepareIfBackendExists(stack, Purpose.CHANGE))
        .hasMessageContaining("refused, nothing was changed: its state is empty and had 33");
  }

  /** {@code state pull} says so as text; {@code init} does not run again. */
  @Test
  void a_bucket_that_is_gone_since_the_last_run_is_no_failure_to_resume() {
    fake.holds("one", 7, 33);
    target.prepare(stack);
    fake.failsToPull("Failed to refresh state: operation error S3: ListObjectsV2, NoSuchBucket: ");

    assertThatThrownBy(() -> target.prepare(stack))
        .hasMessageContaining("refused, nothing was changed: its state is empty and had 33");
    assertThatThrownBy(() -> target.prepare(stack, Purpose.READ))
        .hasMessageContaining("the state bucket states of coder/production/data does not exist");
    StackStates.Entry entry = new StackStates.Entry(ID, BUCKET);
    assertThat(StateFaults.lostPlace(entry, target).orElseThrow().getMessage())
        .contains("bucket states of its state does not exist. It held 33 resources")
        .endsWith("Create it: ./terrace backend bootstrap coder/production");
    target.memory().forget(ID, BUCKET);
    assertThat(StateFaults.lostPlace(entry, target)).isEmpty();
  }

  @Test
  void a_damaged_state_names_the_command_that_restores_it() {
    fake.failsToPull(
        "Failed to refresh state: Unsupported state file format: The state file could not be parsed"
            + " as JSON: syntax error at byte offset 60.");
    assertThatThrownBy(() -> target.prepare(stack))
        .hasMessage(
            "coder/production/data: its state s3://states/coder/production/data.tfstate is damaged"
                + " and cannot be read; nothing was changed.\n"
                + "  terraform state: Failed to refresh state: Unsupported state file format: The"
                + " state file could not be parsed as JSON: syntax error at byte offset 60.\n"
                + "  List the earlier versions and restore one: ./terrace backend restore"
                + " coder/production/data");
  }

  @Test
  void another_digest_names_restore_and_never_an_edit_of_the_digest() {
    fake.failsToPull(
        """
        Failed to refresh state: state data in S3 does not have the expected content.

        If this problem persists, you may need to manually verify the remote state and update the
        Digest value stored in the DynamoDB table to the following value: 1001f9d0
        """);
    assertThatThrownBy(() -> target.prepare(stack))
        .hasMessage(
            "coder/production/data: its state s3://states/coder/production/data.tfstate is not"
                + " what was last written: the digest in the lock"
                + " table is another one.\n  If somebody has just written it, try again in a minute."
                + " Else list its versions and restore the one that is right, which corrects the"
                + " digest, too: ./terrace backend restore coder/production/data");
  }

  /** Terraform names neither the data source nor the state then. */
  @Test
  void a_damaged_state_of_an_earlier_stack_is_named_by_the_stack_that_reads_it() {
    String damage = "The state file could not be parsed as JSON: syntax error at byte offset 60.";
    Stack platform =
        new Stack(
            new EnvironmentId("coder", "production").stack("platform"),
            stack.file(),
            stack.folder(),
            "us-west-2",
            BUCKET,
            List.of(ID));
    fake.holds("one", 7, 33);
    fake.failsToPlan(FakeTerraform.diagnostic("Unsupported state file format", damage));
    Terraform terraform = target.prepare(platform);
    fake.failsToPull("Failed to refresh state: Unsupported state file format: " + damage);
    assertThatThrownBy(() -> terraform.plan(List.of(), message -> {}))
        .isInstanceOfSatisfying(
            dev.terrace.terraform.TerraformException.class,
            e -> {
              assertThat(StackErrors.repair(platform, target, e))
                  .contains("./terrace backend restore coder/production/data");
              assertThat(StackErrors.explain(platform, target, e))
                  .isEqualTo(
                      "coder/production/platform reads the outputs of a stack whose state is"
                          + " damaged.\ncoder/production/data: its state"
                          + " s3://states/coder/production/data.tfstate is damaged and cannot be"
                          + " read; nothing was changed.\n  terraform state: Failed to refresh"
                          + " state: Unsupported state file format: "
                          + damage
                          + "\n  List the earlier versions and restore one: ./terrace backend"
                          + " restore coder/production/data");
            });
  }

  @Test
  void a_missing_lock_table_names_bootstrap_and_never_a_run_without_lock() {
    fake.holds("one", 7, 33);
    fake.failsToPlan(
        FakeTerraform.diagnostic(
            "Error acquiring the state lock",
            "Error message: operation error DynamoDB: PutItem, ResourceNotFoundException: Requested"
                + " resource not found\nyou can disable locking with the \"-lock=false\" flag"));
    Terraform terraform = target.prepare(stack);
    assertThatThrownBy(() -> terraform.plan(List.of(), message -> {}))
        .isInstanceOfSatisfying(
            dev.terrace.terraform.TerraformException.class,
            e -> {
              assertThat(StackErrors.repair(stack, target, e))
                  .contains("./terrace backend bootstrap coder/production");
              assertThat(StackErrors.explain(stack, target, e))
                  .isEqualTo(
                      "coder/production/data: the lock table locks does not exist, so the state"
                          + " cannot be locked; nothing was changed.\n  Create it again: ./terrace"
                          + " backend bootstrap coder/production");
            });
  }

  @Test
  void an_unwritten_state_is_written_first_and_counts_as_seen() throws IOException {
    fake.holds("one", 7, 3);
    target.prepare(stack);
    Path errored = errored(FakeTerraform.state("one", 8, 33));
    assertThat(target.prepare(stack).state().resources()).hasSize(33);
    assertThat(errored).doesNotExist();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "coder/production/data: wrote the state that an earlier apply could not write\n");
  }

  /** As Terraform leaves it when an expired token kept it from looking for an earlier state. */
  @Test
  void an_unwritten_state_without_a_lineage_is_written() throws IOException {
    Path errored = errored(FakeTerraform.state("", 0, 33));
    assertThat(target.prepare(stack).state().resources()).hasSize(33);
    assertThat(errored).doesNotExist();
  }

  @Test
  void an_unwritten_state_that_is_older_than_the_backends_stops_everything() throws IOException {
    fake.holds("one", 9, 2);
    Path errored = errored(FakeTerraform.state("one", 8, 13));

    assertThatThrownBy(() -> target.prepare(stack))
        .isInstanceOfSatisfying(
            UnreadableStateException.class,
            e ->
                assertThat(e.repair())
                    .isEqualTo(
                        "keep one of the two states of coder/production/data, as described above"))
        .hasMessage(
            "coder/production/data: an earlier apply could not write its state, and the backend has"
                + " another one by now; nothing was changed.\n  "
                + errored
                + ": serial 8, lineage one, 13 resources\n"
                + "  the backend: serial 9, lineage one, 2 resources\n"
                + "  only in the file: aws_vpc.vpc10, aws_vpc.vpc11, aws_vpc.vpc12, aws_vpc.vpc13,"
                + " aws_vpc.vpc3, aws_vpc.vpc4, aws_vpc.vpc5, aws_vpc.vpc6, aws_vpc.vpc7,"
                + " aws_vpc.vpc8 and 1 more\n"
                + "  Compare both with AWS, then keep one of them. To keep the file's:\n    "
                + ShellWord.line(
                    "terraform",
                    "-chdir=" + target.folderOf(stack),
                    "state",
                    "push",
                    "-force",
                    "errored.tfstate")
                + "\n    "
                + ShellWord.line("mv", errored.toString(), errored + ".written")
                + "\n  To keep the backend's, and plan what only the file has:\n    "
                + ShellWord.line("mv", errored.toString(), errored + ".unused")
                + "\n    ./terrace plan coder/production/data");
    assertThat(errored).exists();
    assertThat(fake.calls()).noneMatch(call -> call.startsWith("state push"));
    assertThat(fake.calls()).noneMatch(call -> call.startsWith("plan -json -input=false -out"));
  }

  @ParameterizedTest
  @CsvSource({"two,9", "one,7", "one,6", "'',9"})
  void an_unwritten_state_that_terraform_would_not_take_stops_everything(
      String lineage, long serial) throws IOException {
    fake.holds("one", 7, 3);
    Path errored = errored(FakeTerraform.state(lineage, serial, 4));

    assertThatThrownBy(() -> target.prepare(stack))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining(
            "serial " + serial + ", lineage " + (lineage.isEmpty() ? "(none)" : lineage))
        .hasMessageContaining("only in the file: aws_vpc.vpc4\n");
    assertThat(errored).exists();
    assertThat(fake.calls()).noneMatch(call -> call.startsWith("state push"));
  }

  @Test
  void an_unwritten_state_replaces_one_without_resources() throws IOException {
    fake.holds("two", 9, 0);
    Path errored = errored(FakeTerraform.state("one", 3, 4));

    assertThat(target.prepare(stack).state().resources()).hasSize(4);
    assertThat(errored).doesNotExist();
  }

  /** Terraform stores a pushed state with the next serial, and refuses to do it again. */
  @Test
  void an_unwritten_state_that_a_killed_run_has_written_is_put_away() throws IOException {
    fake.failsToPush(
        "Failed to write state: cannot import state with serial 8 over newer state with serial 9");
    for (String lineage : List.of("one", "")) {
      fake.holds("one", 9, 33);
      Path errored = errored(FakeTerraform.state(lineage, 8, 33));
      assertThat(target.prepare(stack).state().resources()).hasSize(33);
      assertThat(errored).doesNotExist();
    }
  }

  @Test
  void an_unwritten_state_stays_while_the_state_is_locked() throws IOException {
    fake.failsToPush("Error acquiring the state lock\n\nError message: ConditionalCheckFailed");
    fake.failsToPlan(
        FakeTerraform.diagnostic(
            "Error acquiring the state lock",
            "Lock Info:\n  ID:        1-2-3\n  Operation: OperationTypeApply\n  Who:      "
                + " ann@laptop\n  Created:   2026-01-31 10:00:00.1 +0000 UTC\n"));
    Path errored = errored(FakeTerraform.state("one", 8, 33));
    assertThatThrownBy(() -> target.prepare(stack))
        .hasMessageContaining("fails as well; nothing was changed.")
        .hasMessageContaining("its state is locked by ann@laptop since 2026-01-31 10:00:00")
        .hasMessageEndingWith("./terrace backend unlock coder/production");
    assertThat(errored).exists();
  }

  @Test
  void an_unwritten_state_that_a_full_disk_cut_is_never_pushed() throws IOException {
    fake.holds("one", 7, 3);
    Path errored = errored("");
    assertThatThrownBy(() -> target.prepare(stack))
        .hasMessageContaining("is not a complete state; the disk may have been full.")
        .hasMessageContaining("which holds 3 resources")
        .hasMessageContaining(
            "\n  " + ShellWord.line("mv", errored.toString(), errored + ".incomplete") + "\n")
        .hasMessageEndingWith("\n  ./terrace plan coder/production/data");
    assertThat(fake.calls()).noneMatch(call -> call.startsWith("state push"));
  }

  private Path errored(String text) throws IOException {
    Path file = Files.createDirectories(target.folderOf(stack)).resolve("errored.tfstate");
    return Files.writeString(file, text);
  }
}

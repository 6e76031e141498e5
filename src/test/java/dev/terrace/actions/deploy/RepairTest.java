package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Target;
import dev.terrace.print.DeployPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.Confirmation;
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

/** How a deploy ends that cannot be resumed before something is repaired. */
final class RepairTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FolderLocks locks = new FolderLocks("./terrace deploy shop/test");
  private FakeTerraform fake;
  private Console console;
  private RunContext run;
  private JsonNode stack;

  @BeforeEach
  void begin() {
    fake = new FakeTerraform(folder.resolve("bin"));
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    console = new Console(stream, stream, false, false);
    run = new RunContext(fake.project(folder), console, new Interrupts(), locks);
  }

  @AfterEach
  void end() {
    locks.close();
  }

  @Test
  void after_a_damaged_state_the_command_that_restores_it_comes_first() throws IOException {
    fake.failsToPull(
        "Failed to refresh state: Unsupported state file format: The state file could not be parsed"
            + " as JSON: syntax error at byte offset 60.");

    assertThat(deploy())
        .endsWith(
            """
              shop/test/data: failed
            Repair first: ./terrace backend restore shop/test/data
            Then run again: ./terrace deploy shop/test
            """);
  }

  @Test
  void after_a_cut_state_the_file_is_moved_away_first() throws IOException {
    fake.holds("one", 7, 3);
    Path file =
        Files.createDirectories(folder.resolve(".terrace/aws/shop-test-data"))
            .resolve("errored.tfstate");
    Files.writeString(file, "");

    assertThat(deploy())
        .endsWith(
            "Repair first: "
                + ShellWord.line("mv", file.toString(), file + ".incomplete")
                + "\nThen run again: ./terrace deploy shop/test\n");
  }

  @Test
  void after_any_other_failure_the_same_command_resumes() throws IOException {
    fake.holds("one", 7, 3);
    fake.failsToPlan(FakeTerraform.diagnostic("Invalid credentials", "They have expired."));

    assertThat(deploy()).endsWith("Resume with: ./terrace deploy shop/test\n");
  }

  @Test
  void after_a_lock_there_is_nothing_to_resume() throws IOException {
    fake.holds("one", 7, 3);
    fake.failsToPlan(
        FakeTerraform.diagnostic(
            "Error acquiring the state lock",
            """
            ConditionalCheckFailedException
            Lock Info:
              ID:        8d1c
              Operation: OperationTypeApply
              Who:       ann@laptop
              Created:   2026-01-31 10:00:00.1 +0000 UTC
            """));

    assertThat(deploy())
        .contains("shop/test/data: its state is locked by ann@laptop since 2026-01-31 10:00:00 UTC")
        .endsWith("  shop/test/data: locked\nRun again after that: ./terrace deploy shop/test\n");
    assertThat(stack.path("repair").isNull()).isTrue();
  }

  @Test
  void as_JSON_the_command_that_restores_stands_with_the_stack() throws IOException {
    fake.failsToPull(
        "Failed to refresh state: Unsupported state file format: The state file could not be parsed"
            + " as JSON: syntax error at byte offset 60.");
    deploy();

    assertThat(stack.path("outcome").asText()).isEqualTo("failed");
    assertThat(stack.path("repair").asText()).isEqualTo("./terrace backend restore shop/test/data");
  }

  private String deploy() throws IOException {
    Selection selection = new Selection(List.of(), List.of(Target.parse("shop/test")));
    Path synthesized = Files.createDirectories(folder.resolve("out"));
    Json.write(synthesized.resolve("cdk.tf.json"), Json.object());
    Stack data =
        new Stack(
            new EnvironmentId("shop", "test").stack("data"),
            StackFile.read(synthesized.resolve("cdk.tf.json")),
            synthesized,
            "us-west-2",
            new Backend.S3("states", "us-west-2", Backend.Lock.s3, null),
            List.of());
    DeployContext context =
        new DeployContext(DeployTarget.real(run), new Synthesis(selection, List.of(data)));
    DeployResult result =
        new Deploy(run, Confirmation.of(console, true, "deploy"), (each, plan) -> {})
            .run(new Deploy.Request(context, 1, true));
    stack = Json.parse(Json.pretty(DeployPrinter.asJson(result, false))).at("/stacks/0");
    DeployPrinter.printNotes(result, context.command("deploy"), console);
    return said.toString(StandardCharsets.UTF_8);
  }
}

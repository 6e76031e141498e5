package dev.terrace.actions.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindDriftTest {
  private static final StackId STACK = new EnvironmentId("shop", "production").stack("data");
  private static final Backend BACKEND = new Backend.Local();
  private static final Instant AT = Instant.parse("2026-11-27T08:00:00Z");

  @TempDir private Path folder;

  @Test
  void a_stack_that_differs_in_nothing_is_planned_and_not_shown() throws IOException {
    FakeTerraform fake = new FakeTerraform(folder.resolve("bin"));
    fake.holds("one", 7, 3);
    PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    try (FolderLocks locks = new FolderLocks("./terrace drift shop/production")) {
      RunContext run =
          new RunContext(
              fake.project(folder),
              new Console(stream, stream, false, false),
              new Interrupts(),
              locks);
      Path synthesized = Files.createDirectories(folder.resolve("out"));
      Json.write(synthesized.resolve("cdk.tf.json"), Json.object());
      Stack stack =
          new Stack(
              STACK,
              StackFile.read(synthesized.resolve("cdk.tf.json")),
              synthesized,
              "us-west-2",
              new Backend.S3("states", "us-west-2", Backend.Lock.s3, null),
              List.of());
      Synthesis synthesis =
          new Synthesis(
              new Selection(List.of(), List.of(Target.parse(STACK.toString()))), List.of(stack));

      FindDrift.Result result =
          new FindDrift(run)
              .run(new FindDrift.Request(new DeployContext(DeployTarget.real(run), synthesis), 2));

      assertThat(result.stacks())
          .containsExactly(new FindDrift.StackDrift(stack, 3, List.of(), List.of()));
      assertThat(result.failures()).isEmpty();
    }
    assertThat(fake.calls())
        .filteredOn(call -> call.startsWith("plan"))
        .singleElement()
        .asString()
        .contains("-refresh-only");
    assertThat(fake.calls()).noneMatch(call -> call.startsWith("show"));
  }

  @Test
  void a_state_that_has_vanished_is_not_a_stack_that_was_never_deployed() {
    StateMemory memory = new StateMemory(folder);
    assertThat(FindDrift.lost(STACK, BACKEND, memory)).isEmpty();

    memory.note(
        STACK,
        BACKEND,
        StoredState.parse(
            """
            {"version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "a", "outputs": {},
             "resources": [{"mode": "managed", "type": "aws_vpc", "name": "v",
               "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
               "instances": [{"schema_version": 1, "attributes": {"id": "vpc-1"}}]}]}
            """),
        AT);
    assertThat(FindDrift.lost(STACK, BACKEND, memory))
        .contains(
            "shop/production/data: its state is gone; it had 1 resources when this machine last saw"
                + " it, at 2026-11-27T08:00:00Z");

    memory.note(STACK, BACKEND, Optional.empty(), AT);
    assertThat(FindDrift.lost(STACK, BACKEND, memory)).isEmpty();
  }
}

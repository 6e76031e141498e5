package dev.terrace.actions.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.ui.Console;
import dev.terrace.ui.StackProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deploy does before it plans where an earlier one was interrupted. */
class KilledApplyRecoveryTest {
  private static final String STATE =
      """
      {"version": 4, "serial": 7, "lineage": "one", "outputs": {}, "resources": [
        {"mode": "managed", "type": "aws_db_instance", "name": "cut_off",
         "instances": [{"status": "tainted", "attributes": {"id": "db"}}]},
        {"mode": "managed", "type": "aws_cloudwatch_log_group", "name": "refused",
         "instances": [{"status": "tainted", "attributes": {"id": "group"}}]}]}
      """;

  @TempDir private Path home;
  private Path folder;
  private Terraform terraform;

  /** In place of Terraform: notes its commands, has the state above and plans no changes. */
  @BeforeEach
  void putTerraformOnThePath() throws IOException {
    folder = Files.createDirectories(home.resolve("stack"));
    Path program = Files.createDirectories(home.resolve("bin")).resolve("terraform");
    Files.writeString(
        program,
        """
        #!/bin/bash
        echo "$1 $2 $3" >>calls
        for word; do case $word in -out=*) echo plan >"${word#-out=}" ;; esac; done
        if [ "$1 $2" = "state pull" ]; then cat <<'END'
        """
            + STATE
            + "END\nfi\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    terraform =
        new Terraform(
            folder,
            TerraformEnvironment.of(
                Map.of("PATH", program.getParent() + ":" + System.getenv("PATH")), home),
            new Interrupts());
  }

  @Test
  void what_the_provider_stopped_waiting_for_is_kept_and_what_failed_is_not() throws IOException {
    Files.writeString(folder.resolve("applying"), "");
    Files.writeString(
        Files.createDirectories(folder.resolve("log")).resolve("apply.jsonl"),
        start("aws_db_instance.cut_off")
            + error("aws_db_instance.cut_off", "waiting for create: context canceled")
            + start("aws_cloudwatch_log_group.refused")
            + error("aws_cloudwatch_log_group.refused", "AccessDenied"));

    plan();

    assertThat(calls()).containsSubsequence("untaint -no-color aws_db_instance.cut_off", "plan");
    assertThat(calls()).noneMatch(call -> call.contains("aws_cloudwatch_log_group.refused"));
  }

  @Test
  void after_an_apply_that_ended_nothing_is_looked_at() throws IOException {
    plan();

    assertThat(calls()).containsExactly("plan");
  }

  private void plan() {
    Stack stack =
        new Stack(
            new EnvironmentId("shop", "production").stack("data"),
            StackFile.of(
                Json.parse(
                    "{\"resource\": {\"aws_db_instance\": {\"cut_off\": {\"identifier\": \"db\"}},"
                        + " \"aws_cloudwatch_log_group\": {\"refused\": {\"name\": \"group\"}}}}")),
            folder,
            "eu-west-1",
            new Backend.Local(),
            List.of());
    Lookup lookup =
        new Lookup(
            null, // a test that asks AWS fails
            Json.object(),
            (data, output) -> Optional.empty());
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    Console quiet = new Console(nowhere, nowhere, false, false);
    KilledApplyRecovery.plan(
        terraform, stack, () -> lookup, new StackProgress(quiet, "[1/1] data"));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream()
        .map(call -> call.startsWith("plan") ? "plan" : call.strip())
        .toList();
  }

  private static String start(String address) {
    return "{\"type\":\"apply_start\",\"hook\":{\"resource\":{\"addr\":\""
        + address
        + "\"},\"action\":\"create\"}}\n";
  }

  private static String error(String address, String summary) {
    return "{\"type\":\"apply_errored\",\"hook\":{\"resource\":{\"addr\":\""
        + address
        + "\"},\"action\":\"create\"}}\n"
        + "{\"@level\":\"error\",\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"error\","
        + "\"summary\":\""
        + summary
        + "\",\"detail\":\"\",\"address\":\""
        + address
        + "\"}}\n";
  }
}

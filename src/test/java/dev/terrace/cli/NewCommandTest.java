package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.Json;
import dev.terrace.ui.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code new} prints and how it ends. */
final class NewCommandTest {
  @TempDir private Path folder;
  private Path environments;

  @BeforeEach
  void copyEnvironments() {
    environments = ChangedEnvironment.of("alva", "staging", text -> text + "# a copy\n");
  }

  @Test
  void a_service_is_shown_by_file_and_line_with_the_next_command() throws IOException {
    Said said = run("new", "service", "alva/staging", "docs", "--port", "3100");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out().lines())
        .allMatch(line -> line.matches("environments/alva/\\w+\\.yaml:\\d+: .*"))
        .anyMatch(line -> line.endsWith(":     port: 3100"))
        .anyMatch(line -> line.endsWith(":   docs: {subdomain: docs}"));
    assertThat(said.err())
        .contains("  services.docs.priority: 40  after 30 of 'admin', before 100 of 'web'")
        .doesNotContain("services.docs.port")
        .endsWith(
            "Next: "
                + ShellWord.line(
                    "./terrace", "plan", "alva/staging", "--environments", environments.toString())
                + "\n");
    int line = lineOf("    port: 3100");
    assertThat(said.out()).contains("environments/alva/staging.yaml:" + line + ":     port: 3100");
  }

  private int lineOf(String text) throws IOException {
    return Files.readAllLines(environments.resolve("alva/staging.yaml")).indexOf(text) + 1;
  }

  @Test
  void a_dry_run_prints_a_diff_and_changes_nothing() throws IOException {
    String before = Files.readString(environments.resolve("alva/staging.yaml"));

    Said said = run("new", "service", "alva/staging", "docs", "--dry-run");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith(
            "--- a/environments/alva/staging.yaml\n+++ b/environments/alva/staging.yaml\n@@ -")
        .contains("\n+  docs:\n+    port: 3004\n", "\n+++ b/environments/alva/production.yaml\n");
    assertThat(said.err()).endsWith("No file was changed: run it without --dry-run.\n");
    assertThat(environments.resolve("alva/staging.yaml")).hasContent(before);
  }

  @Test
  void a_new_environment_is_listed_next() {
    Said said = run("new", "environment", "alva/qa");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith("environments/alva/qa.yaml:1: # yaml-language-server: ")
        .contains("environments/alva/qa.yaml:4: namePrefix: alva-qa\n");
    assertThat(run("list", "alva/qa").exitCode()).isZero();
  }

  @Test
  void a_new_environment_in_a_dry_run_is_a_diff_from_nothing() {
    Said said = run("new", "environment", "alva/qa", "--dry-run");

    assertThat(said.out())
        .startsWith("--- /dev/null\n+++ b/environments/alva/qa.yaml\n@@ -0,0 +1,")
        .contains("\n+extends: staging\n");
    assertThat(environments.resolve("alva/qa.yaml")).doesNotExist();
  }

  @Test
  void what_exists_is_an_error_of_usage() {
    Said service = run("new", "service", "alva/staging", "web");
    Said environment = run("new", "environment", "alva/staging");

    assertThat(service.exitCode()).isEqualTo(2);
    assertThat(service.err())
        .matches("error: environments/alva/staging.yaml:\\d+ services.web: exists already\n");
    assertThat(environment.exitCode()).isEqualTo(2);
    assertThat(environment.err())
        .isEqualTo("error: environments/alva/staging.yaml: exists already\n");
  }

  @Test
  void a_port_that_is_taken_or_out_of_range_is_refused_with_the_value() {
    Said taken = run("new", "service", "alva/staging", "docs", "--port", "3001");
    Said high = run("new", "service", "alva/staging", "docs", "--port", "70000");

    assertThat(taken.exitCode()).isEqualTo(2);
    assertThat(taken.err())
        .contains("services.docs.port: this port is taken by services.api.port already")
        .contains("3001");
    assertThat(high.exitCode()).isEqualTo(2);
    assertThat(high.err()).contains("services.docs.port: must be 1-65535, got 70000");
  }

  @Test
  void as_json_the_result_has_files_choices_and_the_next_command() {
    JsonNode document =
        Json.parse(run("new", "environment", "alva/qa", "--dry-run", "--json").out());

    assertThat(document.path("version").asInt()).isEqualTo(1);
    assertThat(document.path("written").asBoolean()).isFalse();
    assertThat(document.path("files").path(0).path("file").asText())
        .isEqualTo("environments/alva/qa.yaml");
    assertThat(document.path("choices").path(0).path("key").asText()).isEqualTo("namePrefix");
    assertThat(document.path("next").asText()).startsWith("./terrace plan alva/qa");
  }

  private Said run(String... arguments) {
    return new Terrace(folder.resolve("state"))
        .with("TERRACE_ENVIRONMENTS", null)
        .run(
            Stream.concat(
                    Arrays.stream(arguments), Stream.of("--environments", environments.toString()))
                .toArray(String[]::new));
  }
}

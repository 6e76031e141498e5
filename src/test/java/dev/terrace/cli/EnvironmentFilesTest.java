package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every command says about the files next to the environment that it works on. None has
 * credentials: a command that reads the configuration has done so before it asks for them.
 */
final class EnvironmentFilesTest {
  private static final String COLLIDES = ": both would own the same resources\n";

  @TempDir private Path folder;
  private Path environments;

  @BeforeEach
  void copyEnvironments() {
    environments = ChangedEnvironment.of("coder", "development", yaml -> yaml + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "deploy --yes",
        "destroy --yes",
        "output",
        "adopt status",
        "adopt apply --yes",
        "backend bootstrap",
        "backend status",
        "backend unlock --yes",
        "backend migrate --yes",
        "bridge show",
        "bridge check",
        "cloud push --yes",
        "cost",
        "eject --to FOLDER",
      })
  void every_command_reads_the_neighbours_of_an_environment(String command) throws IOException {
    Files.writeString(environments.resolve("coder/staging.yml"), "extends: production\n");
    Files.writeString(environments.resolve("coder/team-a.yaml"), "extends: production\n");
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");

    Said good = run(command, "coder/development");
    assertThat(good.err())
        .startsWith("warning: coder/staging.yml is ignored: files of environments end with .yaml\n")
        .doesNotContain("broken", COLLIDES);

    Said collides = run(command, "coder/team-a");
    assertThat(collides.exitCode()).isEqualTo(2);
    assertThat(collides.err())
        .contains(
            "team-a.yaml namePrefix: must differ from that of coder/production"
                + " (environments/coder/production.yaml:")
        .contains(COLLIDES);

    Said broken = run(command, "coder/broken");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.err()).contains("error: environments/coder/broken.yaml:2: is no valid YAML");
  }

  @Test
  void a_restore_reads_them_as_well() throws IOException {
    Files.writeString(environments.resolve("coder/staging.YAML"), "extends: production\n");
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");

    assertThat(run("backend restore", "coder/development/data").err())
        .startsWith(
            "warning: coder/staging.YAML is ignored: files of environments end with .yaml\n")
        .doesNotContain("broken");
  }

  /** An environment that cannot be read may have its states in the bucket. */
  @Test
  void a_bucket_is_destroyed_only_if_every_environment_is_valid() throws IOException {
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");

    Said said = run("backend teardown --yes", "coder/development");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            """
            error: backend teardown: needs every environment to be valid: each may have states in the bucket
            error: environments/coder/broken.yaml:2: is no valid YAML: expected the node content, but found '<stream end>'
            """);
  }

  @Test
  void a_file_of_another_system_is_not_mentioned() throws IOException {
    Files.createDirectory(environments.resolve("orcha"));
    Files.writeString(environments.resolve("orcha/staging.yml"), "extends: production\n");

    assertThat(run("backend status", "coder/development").err()).doesNotContain("staging.yml");
  }

  @Test
  void a_list_has_every_valid_environment_and_names_the_others() throws IOException {
    Files.writeString(environments.resolve("coder/staging.yml"), "extends: production\n");
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");

    Said said = run("list");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out())
        .contains("coder/development/network", "coder/production/network")
        .doesNotContain("broken");
    assertThat(said.err())
        .startsWith("warning: coder/staging.yml is ignored: files of environments end with .yaml\n")
        .endsWith(
            "error: environments/coder/broken.yaml:2: is no valid YAML: expected the node content,"
                + " but found '<stream end>'\n");
  }

  @Test
  void a_list_as_json_is_one_document() throws IOException {
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");

    Said said = run("list --json");

    JsonNode stacks = Json.parse(said.out()).path("stacks");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(stacks.findValuesAsText("stack")).contains("coder/production/network");
  }

  @Test
  void a_list_of_nothing_valid_is_an_error() throws IOException {
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");

    Said said = run("list", "coder/broken");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void the_doctor_names_equal_names_and_examines_the_rest() throws IOException {
    Files.writeString(environments.resolve("coder/staging.yml"), "extends: production\n");
    Files.writeString(environments.resolve("coder/team-a.yaml"), "extends: production\n");
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");

    assertThat(run("doctor").out())
        .contains(
            "warning   configuration coder/staging.yml: ignored",
            "missing   configuration coder/team-a: 4 problems",
            "missing   configuration coder/production: 4 problems",
            "missing   configuration coder/broken: 1 problem\n",
            "ok        configuration coder/development: valid");
  }

  private Said run(String command, String... targets) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.replaceAll(word -> word.replace("FOLDER", folder + "/out"));
    words.addAll(List.of(targets));
    words.add("--environments=" + environments);
    return new Terrace(folder.resolve("state"))
        .with("HOME", folder.toString())
        .with("AWS_EC2_METADATA_DISABLED", "true")
        .run(words.toArray(String[]::new));
  }
}

package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.project.Credentials;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.TerraformVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands say when nothing is to be started. */
final class CommandLineTest {
  @TempDir private Path folder;

  @Test
  void every_problem_of_a_broken_configuration_is_named_and_nothing_is_started()
      throws IOException {
    Path environments = Files.createDirectories(folder.resolve("environments/coder"));
    Files.writeString(environments.resolve("one.yaml"), "region: nowhere\nzonez: []\n");
    Files.writeString(environments.resolve("two.yaml"), "region: [\n");
    Said said =
        terrace()
            .run(
                "deploy",
                "coder/*",
                "--local",
                "--yes",
                "--environments",
                folder.resolve("environments").toString());
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .contains("error: environments/coder/one.yaml:1 region: ")
        .contains("error: environments/coder/one.yaml:2 zonez: is not a known key")
        .contains("error: environments/coder/two.yaml")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("state/local")).doesNotExist();
  }

  @Test
  void a_target_that_matches_nothing_is_an_error_of_usage() {
    Said said = terrace().run("deploy", "coder/nowhere", "--local", "--yes");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            "error: target 'coder/nowhere': matches no environment; there are: coder/development,"
                + " coder/production, orcha/dev, orcha/prod, orcha/staging, alva/production,"
                + " alva/staging\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          codr/production          | matches no environment; did you mean 'coder/production'? There are: coder/development,
          coder/prodution/data     | matches no environment; did you mean 'coder/production'? There are: coder/development,
          coder/production/netwrok | matches no layer; did you mean 'network'? There are: network, data, platform,
          """)
  void a_slip_in_a_target_is_answered_with_the_nearest(String target, String message) {
    Said said = terrace().run("synth", target);

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).startsWith("error: target '" + target + "': " + message);
  }

  @Test
  void a_file_that_ends_with_yml_is_named() throws IOException {
    Path environments = Files.createDirectories(folder.resolve("environments/coder"));
    Files.writeString(environments.resolve("staging.yml"), "extends: production\n");

    Said said =
        terrace()
            .run("synth", "coder/staging", "--environments", folder.resolve("environments") + "");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            "error: target 'coder/staging': matches no environment; coder/staging.yml is ignored:"
                + " rename it to staging.yaml\n");
  }

  @Test
  void eject_needs_to_know_where_to() {
    Said said = terrace().run("eject", "coder/production");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo("error: missing required option: '--to=DIR'\n  See: ./terrace eject --help\n");
  }

  @Test
  void a_deploy_without_a_terminal_needs_a_yes() {
    Said said = terrace().run("deploy", "coder/production", "--local");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            "error: 'deploy' asks before it changes anything, and there is no terminal to ask at:"
                + " add --yes\n");
  }

  @Test
  void missing_credentials_are_said_before_anything_starts() {
    Said said =
        terrace()
            .with("HOME", folder.toString())
            .with("AWS_ACCESS_KEY_ID", null)
            .with("AWS_PROFILE", null)
            .run("output", "coder/production");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).isEqualTo("error: " + Credentials.HOW_TO_GET + "\n");
  }

  @Test
  void a_missing_terraform_is_named_with_where_to_get_it() {
    Said said =
        terrace().with("PATH", folder.toString()).run("output", "coder/production", "--local");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            "error: Terraform 1.11 or newer is needed to deploy; PATH has none.\n"
                + TerraformVersion.HOW_TO_GET
                + "\n");
  }

  @Test
  void a_push_is_for_environments_of_terraform_cloud() {
    Said said = terrace().run("cloud", "push", "coder/production/network", "--yes");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .endsWith(
            "error: 'cloud push' needs environments with backend.type cloud, unlike coder/production"
                + " (backend.type s3); deploy those with: ./terrace deploy\n");
  }

  @Test
  void a_push_without_a_token_says_where_one_is_looked_for() {
    Said said =
        terrace()
            .with("HOME", folder.toString())
            .with("TF_CLI_CONFIG_FILE", null)
            .run("cloud", "push", "alva/production/network", "--yes");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .endsWith(
            """
            error: a token for app.terraform.io is needed and none was found: neither the variable \
            TF_TOKEN_app_terraform_io, a 'credentials' block in Terraform's CLI configuration, nor \
            ~/.terraform.d/credentials.tfrc.json.
              Get one with: terraform login app.terraform.io
            """);
  }

  @Test
  void no_bucket_is_created_for_terraform_cloud() {
    Said said = terrace().run("backend", "bootstrap", "alva/production");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .isEqualTo(
            "alva/production: backend 'cloud': there is no bucket to create; './terrace cloud"
                + " push' creates workspaces\n");
  }

  @Test
  void an_unknown_option_is_an_error_of_usage() {
    assertThat(terrace().run("list", "--nope").exitCode()).isEqualTo(2);
    assertThat(terrace().run("plan", "--parallel", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void every_command_explains_itself() {
    for (String command :
        new String[] {
          "list", "synth", "plan", "deploy", "destroy", "output", "backend", "bridge", "cloud",
          "local", "cost"
        }) {
      Said said = terrace().run(command, "--help");
      assertThat(said.exitCode()).isZero();
      assertThat(said.out()).contains("Examples:");
    }
  }

  private Terrace terrace() {
    return new Terrace(folder.resolve("state"));
  }
}

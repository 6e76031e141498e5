package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.state.LocalBackups;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.FakeTerraform;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code backend} reports before it starts anything. */
final class BackendCommandTest {
  @TempDir private Path folder;

  @Test
  void a_state_is_restored_one_at_a_time() {
    refused(
        terrace().run("backend", "restore", "coder/production", "--local"),
        "'coder/production' names 4 stacks, and a state is restored one at a time:"
            + " coder/production/network, coder/production/data, coder/production/platform,"
            + " coder/production/observability");
  }

  @Test
  void a_list_as_json_restores_nothing() {
    refused(
        terrace()
            .run("backend", "restore", "coder/production/data", "--json", "--version", "1", "-y"),
        "--json lists the versions, --version restores one: give one");
    refused(
        terrace().run("backend", "restore", "coder/production/data", "--limit", "0"),
        "--limit must be 1 or more, got 0");
  }

  @Test
  void terraform_cloud_keeps_versions_itself() {
    refused(
        terrace().run("backend", "restore", "alva/production/network"),
        "alva/production/network keeps its state in Terraform Cloud, which keeps earlier versions of"
            + " it: workspace alva-production-network, States");
  }

  @Test
  void a_damaged_state_in_a_file_is_restored_from_its_backups() throws IOException {
    Path states = Files.createDirectories(folder.resolve("state/aws"));
    Path file = states.resolve("orcha-dev-network.tfstate");
    Files.writeString(file, FakeTerraform.state("one", 7, 3));
    LocalBackups.keep(
        new EnvironmentId("orcha", "dev").stack("network"),
        states,
        Instant.parse("2026-01-31T10:00:00Z"));
    Files.writeString(file, "{\"version\": 4, \"ser");
    Terrace terrace =
        inFiles()
            .with("PATH", new FakeTerraform(folder.resolve("bin")).shell().get("PATH"))
            .with("AWS_PROFILE", "none");

    Said listed = terrace.run("backend", "restore", "orcha/dev/network");
    assertThat(listed.exitCode()).isEqualTo(2);
    assertThat(listed.out())
        .containsPattern("\n   1  [0-9: -]+ UTC +incomplete +19 bytes  current  \\(current\\)\n")
        .containsPattern(
            "\n   2  2026-01-31 10:00:00 UTC  serial 7 3 resources +\\d+ bytes "
                + " 20260131T100000\\.000Z\n");

    Said restored =
        terrace.run(
            "backend",
            "restore",
            "orcha/dev/network",
            "--version",
            "20260131T100000.000Z",
            "--yes");
    assertThat(restored.exitCode()).as(restored.err()).isZero();
    assertThat(restored.out())
        .isEqualTo("orcha/dev/network: restored 3 resources of serial 7, written as serial 8\n");
    assertThat(Files.readString(file)).contains("vpc-3");
  }

  /** Every command on the stack is refused while it works, and names this command. */
  @Test
  void a_terraform_that_a_killed_plan_left_in_its_copy_is_ended() throws IOException {
    Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("terraform"));
    Process left = new ProcessBuilder(program.toString(), "60").start();
    Path copy = Files.createDirectories(folder.resolve("state/aws/orcha-dev-network.plan"));
    Files.writeString(copy.resolve("terraform.pid"), left.pid() + "\n");

    Said said =
        inFiles()
            .with("PATH", new FakeTerraform(folder.resolve("bin")).shell().get("PATH"))
            .with("AWS_PROFILE", "none")
            .run("backend", "unlock", "orcha/dev/network", "--yes");

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).isEqualTo("orcha/dev/network: Terraform ended and wrote its state\n");
    assertThat(left.isAlive()).isFalse();
  }

  @Test
  void states_in_files_need_no_migration() {
    Said said = inFiles().run("backend", "migrate", "orcha/dev", "--local", "--yes");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .isEqualTo(
            "backend 'local': states are files next to the stacks, there is nothing to create\n");
  }

  @Test
  void a_bucket_has_one_kind_of_lock() {
    assertDiffers("lock: both", "region us-west-2, lock both, dynamodbTable terraform-locks");
  }

  @Test
  void a_bucket_has_one_place_for_its_logs() {
    assertDiffers(
        "accessLogs: {days: 30}",
        "region us-west-2, lock dynamodb, dynamodbTable terraform-locks, accessLogs"
            + " coder-terraform-state-access-logs for 30 days");
  }

  /**
   * @param setting of one environment's backend, which others share
   */
  private void assertDiffers(String setting, String shown) {
    Path environments =
        ChangedEnvironment.of(
            "coder", "development", yaml -> yaml + "\nbackend:\n  " + setting + "\n");
    Said said =
        terrace()
            .with("AWS_ACCESS_KEY_ID", "none")
            .with("AWS_SECRET_ACCESS_KEY", "none")
            .with("TERRACE_ENVIRONMENTS", environments.toString())
            .run("backend", "bootstrap", "coder/production");
    refused(
        said,
        "coder/development and coder/production keep their states in s3://coder-terraform-state"
            + " with different settings: "
            + shown
            + ", and region us-west-2, lock dynamodb, dynamodbTable terraform-locks. A bucket has"
            + " one region, one kind of lock and one place for its logs.");
  }

  @Test
  void a_change_without_a_terminal_needs_yes() {
    refused(
        terrace().run("backend", "migrate", "coder/production", "--local"),
        "'backend migrate' asks before it changes anything, and there is no terminal to ask at:"
            + " add --yes");
  }

  @Test
  void a_missing_subcommand_is_named() {
    Said said = terrace().run("backend");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .startsWith(
            "error: missing command: bootstrap, status, unlock, migrate, restore, accept or teardown\n");
  }

  private static void refused(Said said, String message) {
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).isEqualTo("error: " + message + "\n");
  }

  private Terrace inFiles() {
    Path environments =
        ChangedEnvironment.of(
            "orcha",
            "dev",
            yaml ->
                yaml.replaceFirst(
                    "  bucket: .*\n  lock: s3\n", "  type: local\n  bucket: null\n  lock: null\n"));
    return terrace().with("TERRACE_ENVIRONMENTS", environments.toString());
  }

  private Terrace terrace() {
    return new Terrace(folder.resolve("state"));
  }
}

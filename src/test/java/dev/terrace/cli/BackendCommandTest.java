package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import java.nio.file.Path;
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
  void only_a_bucket_keeps_versions() {
    refused(
        inFiles().run("backend", "restore", "orcha/dev/network", "--local"),
        "orcha/dev/network keeps its state in the backend 'local'; only a bucket keeps versions"
            + " that Terrace can restore");
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
    Path environments =
        ChangedEnvironment.of("coder", "development", yaml -> yaml + "\nbackend:\n  lock: both\n");
    Said said =
        terrace()
            .with("AWS_ACCESS_KEY_ID", "none")
            .with("AWS_SECRET_ACCESS_KEY", "none")
            .with("TERRACE_ENVIRONMENTS", environments.toString())
            .run("backend", "bootstrap", "coder/production");
    refused(
        said,
        "coder/development and coder/production keep their states in s3://coder-terraform-state"
            + " with different settings: region us-west-2, lock both, dynamodbTable"
            + " terraform-locks, and region us-west-2, lock dynamodb, dynamodbTable"
            + " terraform-locks. A bucket has one region and one kind of lock.");
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
            "error: missing command: bootstrap, status, unlock, migrate, restore or teardown\n");
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

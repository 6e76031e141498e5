package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Running;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The commands against one simulated AWS, with the real Terraform and the real provider. The tests
 * tell one story in order, since each step costs seconds.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CommandLineIT {
  private static final String NETWORK = "coder/production/network";

  private static final Terrace TERRACE =
      new Terrace(Path.of("target/it-command-line"))
          .with("TF_CLI_CONFIG_FILE", "/nowhere/terraform.rc")
          // Credentials of a real account must not matter: there is no such profile.
          .with("AWS_PROFILE", "a-real-account")
          .with("AWS_ACCESS_KEY_ID", null);

  @BeforeAll
  static void begin_with_nothing() {
    TERRACE.run("local", "down");
  }

  @AfterAll
  static void leave_nothing() {
    assertThat(TERRACE.run("local", "down").out()).isEqualTo("stopped, all state discarded\n");
  }

  @Test
  @Order(1)
  void the_local_aws_is_started_once_and_says_where_it_is() throws IOException {
    assertThat(status().path("up").asBoolean()).isFalse();
    Running first = TERRACE.start("local", "up");
    Running second = TERRACE.start("local", "up");
    assertThat(first.await().exitCode()).isZero();
    assertThat(second.await().out()).isEqualTo(first.await().out());
    JsonNode status = status();
    assertThat(status.path("endpoint").asText()).startsWith("http://127.0.0.1:");
    assertThat(ProcessHandle.of(status.path("pid").asLong())).isPresent();
    assertThat(status.path("deployed")).isEmpty();
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(status.path("endpoint").asText() + "/terrace/alive")
                .toURL()
                .openConnection();
    assertThat(connection.getResponseCode()).isEqualTo(200);
  }

  @Test
  @Order(1)
  void a_local_aws_that_does_not_answer_for_a_while_is_waited_for_and_keeps_its_estate()
      throws IOException, InterruptedException {
    Running first = TERRACE.start("local", "up");
    String endpoint = first.await().out();
    String pid = status().path("pid").asText();
    new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
    Running second = TERRACE.start("local", "up");
    Thread.sleep(14_000); // longer than one question waits for its answer
    assertThat(second.process().isAlive()).isTrue();
    new ProcessBuilder("kill", "-CONT", pid).start().waitFor();
    assertThat(second.await().out()).isEqualTo(endpoint);
    assertThat(status().path("pid").asText()).isEqualTo(pid);
  }

  @Test
  @Order(2)
  void a_state_backend_is_made_once() throws IOException {
    assertThat(backend("bootstrap").out())
        .isEqualTo("state backend coder-terraform-state: created\n");
    Path folder = TERRACE.state().resolve("local/backend-coder-terraform-state");
    assertThat(folder.resolve("terraform.tfstate")).doesNotExist();
    assertThat(folder.resolve("migrated/terraform.tfstate")).exists();
    Files.delete(folder.resolve("made")); // so that it is looked at in earnest
    assertThat(backend("bootstrap").out())
        .isEqualTo("state backend coder-terraform-state: exists, nothing to change\n");
  }

  @Test
  @Order(3)
  void a_layer_is_planned_and_not_deployed_before_those_it_reads() {
    Said plan = TERRACE.run("plan", "coder/production/data", "--local");
    assertThat(plan.exitCode()).isEqualTo(4);
    assertThat(plan.err())
        .contains(
            "warning: coder/production/data reads outputs of coder/production/network that are not"
                + " deployed yet; deploy that first: ./terrace deploy coder/production/network"
                + " --local\n");
    Said deploy = TERRACE.run("deploy", "coder/production/data", "--local", "--yes");
    assertThat(deploy.exitCode()).isEqualTo(1);
    assertThat(deploy.err())
        .endsWith(
            "error: coder/production/data reads outputs of coder/production/network, which is not"
                + " deployed yet; deploy it first: ./terrace deploy coder/production/network"
                + " --local\n");
  }

  @Test
  @Order(4)
  void a_deploy_that_is_killed_leaves_a_lock_that_the_next_one_names() throws IOException {
    Running deploy = TERRACE.start("deploy", NETWORK, "--local", "--yes");
    Path journal = stackFolder().resolve("log/apply.jsonl");
    // While it waits for ten endpoints and begins nothing else: what a killed Terraform could not
    // say it had begun is not resumed, docs/adr/0007.
    Terrace.await(
        () ->
            Files.exists(journal)
                && count(journal, "\"apply_complete\"", "aws_nat_gateway.") == 1
                && count(journal, "\"apply_complete\"", "network_public-default-route") == 1
                && count(journal, "\"apply_start\"", "aws_vpc_endpoint.") == 10,
        "the NAT gateway, the public route and the beginning of ten endpoints");
    long terraform = terraformOf(stackFolder());
    deploy.process().destroyForcibly();
    ProcessHandle.of(terraform).ifPresent(ProcessHandle::destroyForcibly);
    deploy.await();

    Said again = TERRACE.run("deploy", NETWORK, "--local", "--yes");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err())
        .containsPattern(
            "error: coder/production/network: its state is locked by \\S+@\\S+ since"
                + " \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\(apply\\)\\.\n"
                + "  Wait for them to finish\\. If that run was killed, release the lock:"
                + " \\./terrace backend unlock coder/production --local\n");
  }

  @Test
  @Order(5)
  void an_unlock_needs_a_word_shows_the_holder_and_releases_the_lock() {
    Said refused = TERRACE.run("backend", "unlock", "coder/production", "--local");
    assertThat(refused.exitCode()).isEqualTo(2);
    Said unlock = TERRACE.run("backend", "unlock", "coder/production", "--local", "--yes");
    assertThat(unlock.exitCode()).isZero();
    assertThat(unlock.err()).contains("coder/production/network: locked by ");
    assertThat(unlock.out()).isEqualTo("coder/production/network: lock released\n");
  }

  @Test
  @Order(6)
  void the_next_deploy_takes_up_what_was_made_and_converges() {
    String left = "an earlier deploy was interrupted; what it created or was creating:\n  in AWS";
    Said plan = TERRACE.run("plan", NETWORK, "--local");
    assertThat(plan.exitCode()).as(plan.err()).isEqualTo(4);
    assertThat(plan.err())
        .contains("warning: coder/production/network: " + left)
        .contains("\n  Nothing was changed. A deploy does what this plan shows: ./terrace deploy ");
    Said deploy = TERRACE.run("deploy", NETWORK, "--local", "--yes", "--json");
    assertThat(deploy.err()).contains("coder/production/network: " + left);
    assertThat(deploy.exitCode()).as(deploy.err()).isZero();
    assertThat(Json.parse(deploy.out()).path("clean").asBoolean()).isTrue();
    assertThat(status().path("deployed").toString()).isEqualTo("[\"coder/production/network\"]");
  }

  @Test
  @Order(7)
  void a_second_deploy_changes_nothing_and_says_so() {
    Said deploy = TERRACE.run("deploy", NETWORK, "--local", "--yes");
    assertThat(deploy.exitCode()).isZero();
    assertThat(deploy.out()).endsWith("No changes: 1 stack matches the configuration.\n");
    assertThat(TERRACE.run("plan", NETWORK, "--local").exitCode()).isZero();
    Said output = TERRACE.run("output", NETWORK, "--local", "--json");
    assertThat(Json.parse(output.out()).path(NETWORK).path("vpc_id").asText()).startsWith("vpc-");
  }

  @Test
  @Order(8)
  void the_stack_that_is_deployed_is_the_one_that_is_synthesized() throws IOException {
    Path output = TERRACE.state().resolve("synthesized");
    Said synth = TERRACE.with("CDKTF_OUTDIR", output.toString()).run("app");
    TERRACE.with("CDKTF_OUTDIR", null);
    assertThat(synth.out()).isEmpty();
    assertThat(stackFolder().resolve("cdk.tf.json"))
        .hasSameBinaryContentAs(output.resolve("stacks/coder-production-network/cdk.tf.json"));
  }

  @Test
  @Order(9)
  void a_backend_in_use_is_not_torn_down() {
    Said teardown = TERRACE.run("backend", "teardown", "coder/production", "--local", "--yes");
    assertThat(teardown.exitCode()).isEqualTo(3);
    assertThat(teardown.err())
        .contains("refused, nothing was touched: states in the bucket still hold resources:\n")
        .containsPattern("  coder/production/network has \\d+ resources\n");
  }

  @Test
  @Order(10)
  void a_ctrl_c_lets_terraform_finish_its_step_and_release_the_lock() throws IOException {
    Running destroy = TERRACE.start("destroy", NETWORK, "--local", "--yes");
    destroy.says("destroying ");
    Terrace.await(() -> terraformOf(stackFolder()) > 0, "Terraform");
    long terraform = terraformOf(stackFolder());
    Said beside = TERRACE.run("deploy", NETWORK, "--local", "--yes");
    assertThat(beside.exitCode()).isEqualTo(3);
    assertThat(beside.err())
        .containsPattern(
            "error: coder/production/network: another run works on it in .+:\n  \\S+@\\S+, process "
                + destroy.process().pid()
                + ", since [0-9: -]+ UTC: \\./terrace destroy coder/production/network --local"
                + " --yes\n");
    signal("-INT", destroy);
    Said said = destroy.await();
    assertThat(said.exitCode()).isIn(130, 143);
    assertThat(said.err())
        .contains(
            "Interrupted: Terraform finishes its step, writes its state and releases its lock")
        .contains("coder/production/network was interrupted")
        .endsWith("Resume with: ./terrace destroy coder/production/network --local\n");
    assertThat(ProcessHandle.of(terraform).filter(ProcessHandle::isAlive)).isEmpty();

    Said resumed = TERRACE.run("destroy", NETWORK, "--local", "--yes");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    // The interrupted destroy may have been at its last resource.
    assertThat(resumed.out()).containsAnyOf("nothing is left of them", "Nothing is deployed.");
    assertThat(status().path("deployed")).isEmpty();
  }

  @Test
  @Order(11)
  void a_backend_of_nothing_is_torn_down_with_every_version_in_it() {
    Said teardown = TERRACE.run("backend", "teardown", "coder/production", "--local", "--yes");
    assertThat(teardown.exitCode()).as(teardown.err()).isZero();
    assertThat(teardown.out()).isEqualTo("state backend coder-terraform-state: destroyed\n");
    assertThat(backend("teardown", "--yes").out())
        .isEqualTo("state backend coder-terraform-state: there is none\n");
  }

  private static Said backend(String command, String... options) {
    List<String> arguments =
        new java.util.ArrayList<>(List.of("backend", command, "coder/production", "--local"));
    arguments.addAll(List.of(options));
    Said said = TERRACE.run(arguments.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said;
  }

  private static JsonNode status() {
    return Json.parse(TERRACE.run("local", "status", "--json").out());
  }

  private static Path stackFolder() {
    return TERRACE.state().resolve("local/coder-production-network");
  }

  private static long terraformOf(Path folder) {
    try {
      Path file = folder.resolve("terraform.pid");
      String pid = Files.exists(file) ? Files.readString(file).strip() : "";
      return pid.isEmpty() ? 0 : Long.parseLong(pid);
    } catch (IOException e) {
      return 0; // it has ended between the two
    }
  }

  /** A JVM whose parent ignores SIGINT, as a job in the background does, wants SIGTERM. */
  private static void signal(String signal, Running running) throws IOException {
    String pid = Long.toString(running.process().pid());
    new ProcessBuilder("kill", signal, pid).start();
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (!running.errors().contains("Interrupted:")) {
      new ProcessBuilder("kill", "-TERM", pid).start();
    }
  }

  /** Lines with all of the words. */
  private static long count(Path file, String... words) {
    try {
      return Files.readString(file)
          .lines()
          .filter(line -> Stream.of(words).allMatch(line::contains))
          .count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

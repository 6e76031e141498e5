package dev.terrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Launcher;
import dev.terrace.support.Terrace;
import dev.terrace.support.TerraformCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Coder in Terraform Cloud: a server on loopback that speaks its API and runs the real Terraform
 * against the simulated AWS. One sequence, in which the stacks are applied once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TerraformCloudIT {
  private static final String TARGET = "coder/production";
  private static final List<String> WORKSPACES =
      List.of(
          "it-coder-production-network",
          "it-coder-production-data",
          "it-coder-production-platform",
          "it-coder-production-observability");

  private final Launcher terrace = new Launcher();
  private Path folder;
  private Path environments;
  private Map<String, String> aws;
  private Map<String, String> shell;
  private TerraformCloud cloud;

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("terraform-cloud"); // new: no leftover of an earlier run
    environments = inTheCloud(text -> text);
    terrace.run("local", "up").exits(0);
    // What is not deployed has no outputs.
    terrace.run(arguments("output", TARGET + "/network", "--local")).exits(1);
    aws = new TreeMap<>(terrace.localVariables());
    Path rc = folder.resolve("terraform.rc");
    Path usual = Path.of(aws.put("TF_CLI_CONFIG_FILE", rc.toString()));
    cloud = new TerraformCloud(Files.createTempDirectory("cloud"), aws);
    Files.writeString(rc, Files.readString(usual) + cloud.hostBlock());
    shell = new TreeMap<>(aws);
    shell.put("TF_TOKEN_tfc_test", cloud.token());
  }

  @AfterAll
  void stop() {
    cloud.close();
    terrace.close();
  }

  private static Path inTheCloud(UnaryOperator<String> change) {
    return ChangedEnvironment.of(
        "coder",
        "production",
        text ->
            change.apply(
                text.replaceFirst(
                    "(?s)backend:\n.*?\n\n",
                    """
                    backend:
                      type: cloud
                      organization: acme
                      hostname: tfc.test
                      workspacePrefix: it-

                    """)));
  }

  /** As a shell reads it back: the temporary folder may have a blank in its name. */
  private static String quoted(Path path) {
    return path.toString().contains(" ") ? "'" + path + "'" : path.toString();
  }

  private String[] arguments(String... words) {
    return arguments(environments, words);
  }

  private static String[] arguments(Path environments, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--environments", environments.toString()));
    return arguments.toArray(String[]::new);
  }

  private Launcher.Result run(String... words) {
    return runWith(environments, words);
  }

  private Launcher.Result runWith(Path environments, String... words) {
    List<String> command = new ArrayList<>(List.of("./terrace"));
    command.addAll(List.of(arguments(environments, words)));
    Launcher.Result result = terrace.run(shell, command);
    assertThat(result.output() + result.errors()).doesNotContain(cloud.token());
    return result;
  }

  @Test
  @Order(1)
  void a_rejected_token_is_reported_before_anything_is_created() {
    Map<String, String> wrong = new TreeMap<>(shell);
    wrong.put("TF_TOKEN_tfc_test", "wrong");
    List<String> command = new ArrayList<>(List.of("./terrace"));
    command.addAll(List.of(arguments("cloud", "push", TARGET, "--yes")));

    Launcher.Result push = terrace.run(wrong, command).exits(1);

    assertThat(push.errors())
        .endsWith(
            "error: tfc.test does not accept the token from the variable TF_TOKEN_tfc_test (HTTP"
                + " 401). Get a new one with: terraform login tfc.test\n");
    assertThat(cloud.workspaces()).isEmpty();
  }

  @Test
  @Order(2)
  void a_failed_run_is_reported_and_later_stacks_are_not_started() {
    cloud.variable("AWS_ACCESS_KEY_ID", null);
    cloud.variable("AWS_SECRET_ACCESS_KEY", null);
    try {
      Launcher.Result push = run("cloud", "push", TARGET, "--yes").exits(1);

      assertThat(push.errors())
          .contains(
              "workspace it-coder-production-network of acme at tfc.test: created\n",
              "error: coder/production/network failed in Terraform Cloud\n",
              "\n  No valid credential sources found\n",
              "  The run found no AWS credentials. Set them as environment variables of the"
                  + " workspace or of a variable set: TFC_AWS_PROVIDER_AUTH and"
                  + " TFC_AWS_RUN_ROLE_ARN, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; see"
                  + " docs/recipes/move-to-terraform-cloud.md",
              "  https://tfc.test/app/acme/workspaces/it-coder-production-network/runs/run-")
          .endsWith(
              """

                coder/production/network: failed
                coder/production/data: not started
                coder/production/platform: not started
                coder/production/observability: not started
              Resume with: ./terrace cloud push coder/production --environments %s
              """
                  .formatted(quoted(environments)));
    } finally {
      cloud.variable("AWS_ACCESS_KEY_ID", "local");
      cloud.variable("AWS_SECRET_ACCESS_KEY", "local");
    }
    assertThat(cloud.runs()).containsExactly("it-coder-production-network errored");
  }

  @Test
  @Order(3)
  void new_workspaces_run_remotely_and_without_auto_apply() {
    assertThat(cloud.workspaces()).isEqualTo(WORKSPACES);
    for (String workspace : WORKSPACES) {
      JsonNode attributes = cloud.workspace(workspace);
      assertThat(attributes.path("execution-mode").asText()).isEqualTo("remote");
      assertThat(attributes.path("terraform-version").asText()).isEqualTo("1.11.4");
      assertThat(attributes.path("auto-apply").asBoolean(true)).isFalse();
      assertThat(attributes.path("global-remote-state").asBoolean(true)).isFalse();
    }
  }

  @Test
  @Order(4)
  void a_stack_folder_is_complete_for_terraforms_own_command_line() throws IOException {
    run("synth", TARGET).exits(0);
    Path stack = folder.resolve("cli");
    Files.createDirectories(stack);
    for (String file : List.of("cdk.tf.json", ".terraform.lock.hcl")) {
      Files.copy(
          Path.of("cdktf.out/stacks/coder-production-network", file),
          stack.resolve(file),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(stack.resolve(".terraform.lock.hcl"))
        .hasSameTextualContentAs(Path.of(".terraform.lock.hcl"));
    assertThat(Files.readString(stack.resolve("cdk.tf.json")))
        .doesNotContain(Path.of("").toAbsolutePath().toString());

    terraform(stack, "init", "-input=false", "-no-color", "-lockfile=readonly").exits(0);
    assertThat(terraform(stack, "plan", "-input=false", "-no-color").exits(0).output())
        .contains("Running plan in HCP Terraform.")
        .contains("Plan: 79 to add, 0 to change, 0 to destroy.");
    assertThat(
            terraform(stack, "apply", "-input=false", "-no-color", "-auto-approve")
                .exits(0)
                .output())
        .contains("Apply complete! Resources: 79 added, 0 changed, 0 destroyed.");

    assertThat(cloud.state(WORKSPACES.get(0)).at("/outputs/vpc_id/value").asText())
        .startsWith("vpc-");
  }

  private Launcher.Result terraform(Path stack, String... words) {
    List<String> command = new ArrayList<>(List.of("terraform", "-chdir=" + stack));
    command.addAll(List.of(words));
    return terrace.run(shell, command);
  }

  @Test
  @Order(5)
  void a_push_goes_on_in_order_and_keeps_each_state_in_its_workspace() {
    int before = cloud.runs().size();

    Launcher.Result push = run("cloud", "push", TARGET, "--yes", "--json").exits(0);

    assertThat(push.json().path("stacks"))
        .extracting(stack -> stack.path("stack").asText() + " " + stack.path("outcome").asText())
        .containsExactly(
            "coder/production/network unchanged",
            "coder/production/data applied",
            "coder/production/platform applied",
            "coder/production/observability applied");
    assertThat(cloud.runs().subList(before, cloud.runs().size()))
        .containsExactly(
            "it-coder-production-network planned_and_finished",
            "it-coder-production-data applied",
            "it-coder-production-platform applied",
            "it-coder-production-observability applied");
    for (String workspace : WORKSPACES) {
      assertThat(cloud.state(workspace).path("resources").size()).as(workspace).isPositive();
    }
  }

  @Test
  @Order(6)
  void a_stack_reads_the_outputs_of_another_from_its_workspace() {
    JsonNode subnetGroup = resource(WORKSPACES.get(1), "aws_db_subnet_group");
    JsonNode outputs = cloud.state(WORKSPACES.get(0)).path("outputs");

    assertThat(subnetGroup.path("subnet_ids")).isNotEmpty();
    subnetGroup
        .path("subnet_ids")
        .forEach(subnet -> assertThat(outputs.toString()).contains(subnet.asText()));
  }

  private JsonNode resource(String workspace, String type) {
    for (JsonNode resource : cloud.state(workspace).path("resources")) {
      if (resource.path("type").asText().equals(type)
          && resource.path("mode").asText().equals("managed")) {
        return resource.at("/instances/0/attributes");
      }
    }
    throw new AssertionError(workspace + " has no " + type);
  }

  @Test
  @Order(7)
  void a_second_push_changes_nothing_and_says_so() {
    Launcher.Result push = run("cloud", "push", TARGET, "--yes").exits(0);

    assertThat(push.output()).isEqualTo("Nothing to change: 4 stacks as described.\n");
  }

  /** Every bucket of the data stack would be replaced. */
  private static Path otherBuckets() {
    return inTheCloud(text -> text.replace("bucketSuffix: \"\"", "bucketSuffix: next"));
  }

  @Test
  @Order(8)
  void a_run_that_would_lose_data_is_discarded() {
    JsonNode before = cloud.state(WORKSPACES.get(1));

    Launcher.Result push =
        runWith(otherBuckets(), "cloud", "push", TARGET + "/data", "--yes").exits(3);

    assertThat(push.errors())
        .contains("error: coder/production/data: refused:\n")
        .containsPattern(
            "\n"
                + "  \\S+ \\(aws_s3_bucket\\.\\S+\\) would be replaced: bucket cannot change in"
                + " place; it holds objects")
        .contains(
            "\n  If that is what you want, add --with-data, or waivers with a reason and a date to"
                + " environments/coder/waivers.yaml (rules: guard-replace).\n  its run was"
                + " discarded, nothing was applied:"
                + " https://tfc.test/app/acme/workspaces/it-coder-production-data/runs/run-")
        .contains("  coder/production/data: refused\n");
    assertThat(cloud.runs()).last().isEqualTo("it-coder-production-data discarded");
    assertThat(cloud.state(WORKSPACES.get(1))).isEqualTo(before);
  }

  @Test
  @Order(9)
  void a_status_shows_workspaces_and_who_holds_a_lock_and_unlock_releases_it() throws IOException {
    cloud.lock(WORKSPACES.get(1));

    assertThat(run("backend", "status", TARGET).exits(0).output())
        .containsPattern(
            "  coder/production/network: workspace it-coder-production-network of acme at tfc.test"
                + " \\(remote\\): 79 resources, serial \\d+\n")
        .containsPattern(
            "  coder/production/data: workspace it-coder-production-data of acme at tfc.test"
                + " \\(remote\\): \\d+ resources, serial \\d+, locked by user ada\n");
    assertThat(run("backend", "unlock", TARGET, "--yes").exits(0).output())
        .isEqualTo("coder/production/data: lock released\n");
    assertThat(run("backend", "unlock", TARGET, "--yes").exits(0).output())
        .isEqualTo("no lock was released\n");
  }

  @Test
  @Order(10)
  void commands_that_run_terraform_here_leave_remote_workspaces_alone() {
    int before = cloud.runs().size();

    Launcher.Result plan = run("plan", TARGET + "/network").exits(1);

    assertThat(plan.errors())
        .contains(
            "error: these stacks are planned and applied in Terraform Cloud, not on this machine:\n"
                + "  coder/production/network: workspace it-coder-production-network, execution"
                + " mode remote\n"
                + "  Push them: ./terrace cloud push coder/production --environments "
                + quoted(environments)
                + "\n");
    assertThat(cloud.runs()).hasSize(before);
    assertThat(run("output", TARGET + "/network", "--json").exits(0).json().toString())
        .contains("\"vpc_id\":\"vpc-");
  }

  @Test
  @Order(11)
  void a_workspace_in_execution_mode_local_is_planned_here_with_its_state_there() {
    cloud.set(WORKSPACES.get(0), "execution-mode", "local");
    try {
      run("plan", TARGET + "/network").exits(0);
      assertThat(run("cloud", "push", TARGET + "/network", "--yes").exits(1).errors())
          .endsWith(
              "error: workspace it-coder-production-network has the execution mode Local, so that"
                  + " Terraform Cloud runs nothing in it; deploy with: ./terrace deploy"
                  + " coder/production/network --environments "
                  + quoted(environments)
                  + "\n  Or set its execution mode to Remote.\n");
    } finally {
      cloud.set(WORKSPACES.get(0), "execution-mode", "remote");
    }
  }

  @Test
  @Order(12)
  void a_ctrl_c_stops_a_run_that_has_not_begun_to_be_applied() throws IOException {
    Terrace direct = new Terrace(terrace.stateFolder());
    shell.forEach(direct::with);
    Terrace.Running push = direct.start(arguments("cloud", "push", TARGET + "/network", "--yes"));
    push.says("planning");
    new ProcessBuilder("kill", "-TERM", Long.toString(push.process().pid())).start();

    Terrace.Said said = push.await();

    assertThat(said.exitCode()).isIn(130, 143);
    assertThat(said.err())
        .containsPattern(
            "Interrupted: coder/production/network: its run was cancelled, nothing was applied:"
                + " https://tfc.test/app/acme/workspaces/it-coder-production-network/runs/run-\\d+\n"
                + "  coder/production/network: interrupted\n"
                + "Resume with: ./terrace cloud push coder/production/network --environments [^\n"
                + "]+\n");
    assertThat(cloud.runs()).last().isEqualTo("it-coder-production-network canceled");
  }

  @Test
  @Order(13)
  void a_state_moves_from_a_bucket_into_a_workspace_by_terraforms_own_init() throws IOException {
    Path root = Files.createDirectories(folder.resolve("moved"));
    String resource = "resource \"terraform_data\" \"kept\" {\n  input = \"as it was\"\n}\n";
    String bucket =
        """
        terraform {
          backend "s3" {
            bucket         = "states"
            key            = "a.tfstate"
            region         = "us-west-2"
            use_path_style = true
          }
        }
        """;
    terrace
        .run(
            aws,
            List.of(
                "aws",
                "--endpoint-url",
                aws.get("AWS_ENDPOINT_URL"),
                "s3api",
                "create-bucket",
                "--bucket",
                "states",
                "--create-bucket-configuration",
                "LocationConstraint=us-west-2"))
        .exits(0);
    Files.writeString(root.resolve("main.tf"), resource + bucket);
    terraform(root, "init", "-input=false", "-no-color").exits(0);
    terraform(root, "apply", "-auto-approve", "-no-color").exits(0);

    Files.writeString(
        root.resolve("main.tf"),
        resource
            + """
            terraform {
              cloud {
                hostname     = "tfc.test"
                organization = "acme"
                workspaces {
                  name = "moved"
                }
              }
            }
            """);
    terrace
        .run(
            shell,
            List.of(
                "bash", "-c", "echo yes | terraform -chdir=\"$0\" init -no-color", root.toString()))
        .exits(0);

    assertThat(cloud.state("moved").at("/resources/0/instances/0/attributes/output/value").asText())
        .isEqualTo("as it was");
  }
}

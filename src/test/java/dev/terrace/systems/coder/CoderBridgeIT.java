package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Launcher;
import dev.terrace.support.PlainTerraform;
import dev.terrace.support.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What other Terraform workspaces read from a deployed coder, and what they publish for it: one
 * story, in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CoderBridgeIT {
  private static final String TARGET = "coder/production";

  private Launcher terrace;
  private Aws aws;

  /** A template of workspaces, as somebody outside of this project applies it. */
  private PlainTerraform workspace;

  @BeforeAll
  void begin_with_a_deployed_environment() {
    terrace = Prepared.fork(TARGET);
    aws = new Aws(terrace, "us-west-2");
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  @Test
  @Order(4)
  void a_workspace_runs_on_the_cluster_with_what_the_bridge_publishes() {
    workspace = new PlainTerraform(terrace, "coder-workspace/examples/complete");
    workspace.run("init").exits(0);
    workspace.run("apply", "-auto-approve").exits(0);
    workspace.run("plan", "-detailed-exitcode").exits(0);

    Map<String, String> published = parameters();
    JsonNode service = workspaceService();
    assertThat(service.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(service.path("desiredCount").asInt()).isEqualTo(1);
    assertThat(service.path("clusterArn").asText()).isEqualTo(published.get("cluster-arn"));
    JsonNode network = service.at("/networkConfiguration/awsvpcConfiguration");
    assertThat(Aws.texts(network.path("subnets"), ""))
        .containsExactlyInAnyOrder(published.get("private-subnet-ids").split(",", -1));
    assertThat(Aws.texts(network.path("securityGroups"), ""))
        .containsExactly(published.get("workspace-sg-id"));
    assertThat(network.path("assignPublicIp").asText()).isEqualTo("DISABLED");

    JsonNode task =
        aws.json(
                "ecs describe-task-definition --task-definition "
                    + service.path("taskDefinition").asText())
            .path("taskDefinition");
    assertThat(task.path("taskRoleArn").asText())
        .isEqualTo(published.get("workspace-task-role-arn"));
    assertThat(task.path("executionRoleArn").asText())
        .isEqualTo(published.get("task-execution-role-arn"));
    assertThat(task.at("/containerDefinitions/0/portMappings/0/containerPort").asInt())
        .isEqualTo(13337);
    JsonNode home = task.at("/volumes/0/efsVolumeConfiguration");
    assertThat(home.path("fileSystemId").asText()).isEqualTo(published.get("efs-id"));
    assertThat(home.path("transitEncryption").asText()).isEqualTo("ENABLED");
    assertThat(home.at("/authorizationConfig/iam").asText()).isEqualTo("ENABLED");
    JsonNode point =
        aws.json(
                "efs describe-access-points --access-point-id "
                    + home.at("/authorizationConfig/accessPointId").asText())
            .at("/AccessPoints/0");
    assertThat(point.path("FileSystemId").asText()).isEqualTo(published.get("efs-id"));
    assertThat(point.at("/RootDirectory/Path").asText())
        .isEqualTo("/workspaces/example-owner/example");
  }

  @Test
  @Order(5)
  void a_stopped_workspace_keeps_its_home() {
    String home = workspace.run("output", "-raw", "access_point_id").exits(0).output();

    workspace.run("apply", "-auto-approve", "-var", "start_count=0").exits(0);

    assertThat(workspaceService().path("desiredCount").asInt()).isZero();
    assertThat(
            Aws.texts(
                aws.json("efs describe-access-points --access-point-id " + home)
                    .path("AccessPoints"),
                "/LifeCycleState"))
        .containsExactly("available");
    workspace.run("apply", "-auto-approve").exits(0);
  }

  @Test
  @Order(6)
  void check_and_the_module_both_name_a_parameter_that_is_missing() {
    assertThat(terrace.run("bridge", "check", TARGET, "--local").exits(0).lines())
        .containsExactly(
            "contract of coder 1.0, released as 1.0: no changes",
            "coder/production: 9 parameters under /coder-production, as the contract says");
    aws.call("ssm", "delete-parameter", "--name", "/coder-production/efs-id");

    assertThat(terrace.run("bridge", "check", TARGET, "--local").exits(1).lines())
        .containsExactly(
            "contract of coder 1.0, released as 1.0: no changes",
            "coder/production:",
            "  missing: /coder-production/efs-id: Shared file system is not published",
            "  Fix with: ./terrace deploy coder/production/platform --local");
    assertThat(workspace.diagnostics("plan"))
        .singleElement()
        .asString()
        .isEqualTo(
            "error: Bridge parameters are missing under /coder-production: efs-id. Deploy the"
                + " platform that publishes them, or see what is there with: ./terrace bridge check"
                + " coder/ENVIRONMENT");
  }

  @Test
  @Order(7)
  void every_other_fault_of_the_bridge_is_named_by_both() {
    put("cluster-name", "elsewhere", "String");
    put("bridge-version", "2.0", "String");
    put("note", "by hand", "String");
    aws.call("ssm", "delete-parameter", "--name", "/coder-production/alb-listener-arn");
    put("alb-listener-arn", "arn:aws:marker", "SecureString");

    JsonNode findings =
        terrace
            .run("bridge", "check", TARGET, "--local", "--json")
            .exits(1)
            .json()
            .at("/environments/0/findings");
    List<String> found = new ArrayList<>();
    findings.forEach(
        each -> found.add(each.path("kind").asText() + " " + each.path("parameter").asText()));
    assertThat(found)
        .containsExactly(
            "stale /coder-production/cluster-name",
            "missing /coder-production/efs-id",
            "wrong type /coder-production/alb-listener-arn",
            "stale /coder-production/bridge-version",
            "extra /coder-production/note");
    assertThat(terrace.run("bridge", "show", TARGET, "--local").exits(0).output())
        .contains("(SecureString)")
        .doesNotContain("marker");
    assertThat(workspace.diagnostics("plan"))
        .containsExactlyInAnyOrder(
            "error: Bridge parameters are missing under /coder-production: efs-id. Deploy the"
                + " platform that publishes them, or see what is there with: ./terrace bridge check"
                + " coder/ENVIRONMENT",
            "error: The bridge under /coder-production is of version 2.0, and this module reads"
                + " version 1. Take the module of the same major version; what changed is in its"
                + " README.",
            "error: Bridge parameters under /coder-production have another type than in the"
                + " contract: alb-listener-arn is a SecureString and must be a String.");
  }

  @Test
  @Order(8)
  void a_deploy_puts_the_bridge_right() {
    aws.call("ssm", "delete-parameter", "--name", "/coder-production/note");

    terrace.run("deploy", TARGET + "/platform", "--local", "--yes").exits(0);

    terrace.run("bridge", "check", TARGET, "--local").exits(0);
    workspace.run("plan", "-detailed-exitcode").exits(0);
  }

  @Test
  @Order(9)
  void alarms_go_to_the_topic_that_another_workspace_publishes() {
    String topic =
        aws.call("sns", "create-topic", "--name", "company-alerts")
            .json()
            .path("TopicArn")
            .asText();
    String[] plan = {
      "plan",
      TARGET + "/observability",
      "--local",
      "--json",
      "--environments",
      ChangedEnvironment.of(
              "coder", "production", yaml -> yaml + "  topicParameter: /company/topic\n")
          .toString()
    };
    aws.call("ssm", "put-parameter", "--name=/company/topic", "--value=no-arn", "--type=String");
    assertThat(terrace.run(plan).exits(1).errors())
        .contains(
            "The SSM parameter /company/topic, which another workspace publishes, must be a String"
                + " that holds the ARN of an SNS topic.");

    aws.call(
        "ssm",
        "put-parameter",
        "--overwrite",
        "--name=/company/topic",
        "--value=" + topic,
        "--type=String");
    assertThat(terrace.run(plan).exits(4).output()).contains(topic);
  }

  @Test
  @Order(10)
  void a_destroyed_workspace_is_gone() {
    workspace.run("destroy", "-auto-approve").exits(0);

    assertThat(workspaceService().path("status").asText()).isIn("", "INACTIVE", "DRAINING");
    assertThat(
            Aws.texts(aws.json("efs describe-access-points").path("AccessPoints"), "/RootDirectory")
                .toString())
        .doesNotContain("/workspaces/");
  }

  private JsonNode workspaceService() {
    return aws.json(
            "ecs describe-services --cluster coder-production --services"
                + " coder-production-workspace-example-owner--example")
        .at("/services/0");
  }

  /** The bridge's parameters by name without the path. */
  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    aws.json("ssm get-parameters-by-path --path /coder-production")
        .path("Parameters")
        .forEach(
            each ->
                parameters.put(
                    each.path("Name").asText().replaceFirst(".*/", ""),
                    each.path("Value").asText()));
    return parameters;
  }

  private void put(String name, String value, String type) {
    aws.call(
        "ssm",
        "put-parameter",
        "--overwrite",
        "--name=/coder-production/" + name,
        "--value=" + value,
        "--type=" + type);
  }
}

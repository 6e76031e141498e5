package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Policies;
import dev.terrace.support.SecurityRules;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seventh service: an entry in the environment's YAML, and no line of code. */
class AddAServiceTest {
  private static final Synthesized BEFORE = Synthesized.environment("coder", "production");
  private static final Synthesized AFTER =
      Synthesized.changed("coder", "production", AddAServiceTest::withDocs);

  @Test
  void everything_that_follows_from_the_entry_is_added_and_nothing_else_changes_its_place() {
    List<String> added = new ArrayList<>();
    for (String layer : List.of("network", "data", "platform", "observability")) {
      List<String> paths = new ArrayList<>(AFTER.stack(layer).paths());
      assertThat(paths).containsAll(BEFORE.stack(layer).paths());
      paths.removeAll(BEFORE.stack(layer).paths());
      paths.forEach(path -> added.add(layer + ": " + path));
    }
    assertThat(added)
        .containsExactly(
            "network: alb/to-ecs-services-tcp-8080  aws_vpc_security_group_egress_rule",
            "network: ecs-services/from-alb-tcp-8080  aws_vpc_security_group_ingress_rule",
            "network: ecs-services/from-ecs-workspaces-tcp-8080  aws_vpc_security_group_ingress_rule",
            "network: ecs-workspaces/to-ecs-services-tcp-8080  aws_vpc_security_group_egress_rule",
            "data: file-system/access-point-docs  aws_efs_access_point",
            "platform: docs/route/rule-250  aws_lb_listener_rule",
            "platform: docs/service/cloud-map-service  aws_service_discovery_service",
            "platform: docs/service/service  aws_ecs_service",
            "platform: docs/target-group/group  aws_lb_target_group",
            "platform: docs/task-role/policy  aws_iam_role_policy",
            "platform: docs/task-role/role  aws_iam_role",
            "platform: docs/task/logs  aws_cloudwatch_log_group",
            "platform: docs/task/task-definition  aws_ecs_task_definition",
            "observability: alarms/docs-running-tasks-low  aws_cloudwatch_metric_alarm",
            "observability: alarms/docs-unhealthy-hosts  aws_cloudwatch_metric_alarm");
    assertThat(SecurityRules.missingSides(AFTER.stack("network"))).isEmpty();
  }

  @Test
  void no_other_resource_changes_but_what_covers_every_service() {
    List<String> changed = new ArrayList<>();
    for (String layer : List.of("network", "data", "platform", "observability")) {
      Stack before = BEFORE.stack(layer);
      for (String line : before.paths()) {
        String path = line.replaceAll(" .*", "");
        if (!AFTER.stack(layer).describe(path).equals(before.describe(path))) {
          changed.add(layer + ": " + path);
        }
      }
    }
    // Workspaces mount every folder but those of services; the alarm is on the slowest service.
    assertThat(changed)
        .containsExactly(
            "platform: aem-workspace-role/policy",
            "platform: workspace-role/policy",
            "observability: alarms/alb-latency-p95-seconds",
            "observability: dashboard/dashboard");
  }

  @Test
  void its_container_may_read_its_secret_and_mount_its_folder_and_nothing_more() {
    Stack platform = AFTER.stack("platform");
    Policies.table(platform, platform.at("docs/task-role/policy").json("policy"))
        .assertReads(
            """
            EcsExec     | ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel | * | always
            ReadSecrets | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | <data: secrets/custom-llm-api-key/secret.arn> | always
            Decrypt     | kms:Decrypt                                                  | <data: data-key/key.arn>                      | always
            Mount       | elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite | <data: file-system/file-system.arn>           | StringEquals elasticfilesystem:AccessPointArn <data: file-system/access-point-docs.arn>
            """);
    TaskDefinitions.containers(platform, List.of("docs"))
        .assertReads(
            "docs | registry.company.com/docs:1.0.0 | 8080 | default | files at /var/docs | none | at once");
    assertThat(TaskDefinitions.environment(platform, "docs", "docs"))
        .isEqualTo("CODER_URL=https://coder.coder.company.com\n");
    assertThat(TaskDefinitions.secrets(platform, "docs", "docs"))
        .isEqualTo("API_KEY=<data: secrets/custom-llm-api-key/secret.arn>\n");
    TaskDefinitions.assertRunsAsFargateService(platform, "docs");
  }

  @Test
  void an_internal_service_has_no_target_group() {
    Stack platform =
        Synthesized.changed(
                "coder",
                "production",
                yaml ->
                    withDocs(yaml)
                        .replace(
                            "    routes:\n      - {hosts: [\"docs.{domain}\"], priority: 250}\n",
                            ""))
            .stack("platform");

    assertThat(platform.paths())
        .filteredOn(path -> path.startsWith("docs/"))
        .noneMatch(path -> path.contains("target_group") || path.contains("listener_rule"));
    assertThat(platform.at("docs/service/service").body().has("load_balancer")).isFalse();
    assertThat(platform.describe("docs/service/cloud-map-service")).contains("name = docs\n");
  }

  @Test
  void a_shell_variable_in_its_health_check_reaches_the_shell() {
    Stack platform =
        Synthesized.changed(
                "coder",
                "production",
                yaml ->
                    withDocs(yaml)
                        .replace(
                            "    healthCheckPath: /healthz\n",
                            "    healthCheckPath: /healthz\n    healthCheckCommand: curl -f http://127.0.0.1:${PORT:-8080}\n"))
            .stack("platform");

    assertThat(
            TaskDefinitions.containers(platform, "docs")
                .get("docs")
                .at("/healthCheck/command/1")
                .asText())
        .isEqualTo("curl -f http://127.0.0.1:$${PORT:-8080}");
  }

  @Test
  void two_services_may_listen_on_the_same_port() {
    Stack network =
        Synthesized.changed(
                "coder", "production", yaml -> withDocs(yaml).replace("port: 8080", "port: 4000"))
            .stack("network");

    assertThat(network.paths()).isEqualTo(BEFORE.stack("network").paths());
  }

  private static String withDocs(String yaml) {
    return yaml.replace(
        "\nalarms:\n",
        """

                docs:
                  image: registry.company.com/docs:1.0.0
                  cpu: 256
                  memoryMiB: 512
                  port: 8080
                  healthCheckPath: /healthz
                  routes:
                    - {hosts: ["docs.{domain}"], priority: 250}
                  fromWorkspaces: true
                  fileSystem: {path: /var/docs, uid: 2000, gid: 2000}
                  environment:
                    CODER_URL: https://coder.{domain}
                  secrets:
                    API_KEY: custom-llm/api-key

              alarms:
              """);
  }
}

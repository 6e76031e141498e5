package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Places;
import dev.terrace.support.PlannedChanges;
import dev.terrace.support.Prepared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * Coder on the simulated AWS, deployed from nothing through the launcher, the real Terraform and
 * the real provider: what is there afterwards. {@link CoderBridgeIT} and {@link CoderEjectIT}
 * continue from the same deploy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CoderEndToEndIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TARGET = "coder/production";
  private static final String STATE_BUCKET = "coder-terraform-state";

  /** Filled in for the placeholder, as a person would. */
  private static final String OIDC_CLIENT_SECRET = "marker-of-the-oidc-client-secret";

  private Launcher terrace;
  private Aws aws;

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
  @Order(1)
  void it_is_deployed_from_nothing_and_planned_again() {
    assertThat(Prepared.deploy(TARGET).exits(0).lines())
        .last()
        .asString()
        .startsWith("4 stacks deployed; planned again: no changes.");
  }

  @Test
  @Order(1)
  void the_plan_from_nothing_is_what_the_deploy_applied() {
    assertThat(PlannedChanges.of(Prepared.planned(TARGET))).isEqualTo(Prepared.applied(TARGET));
  }

  @Test
  @Order(1)
  void a_second_deploy_changes_nothing_and_says_so() {
    Launcher.Result again = terrace.run("deploy", TARGET, "--local", "--yes").exits(0);

    assertThat(again.lines()).last().isEqualTo("No changes: 4 stacks match the configuration.");
    assertThat(again.errors()).doesNotContain("applying");
  }

  @Test
  @Order(1)
  void a_plan_finds_nothing_to_change() {
    terrace.run("plan", TARGET, "--local").exits(0);
  }

  @Test
  @Order(1)
  void the_network_has_its_subnets_endpoints_and_described_rules() {
    JsonNode vpc =
        aws.json("ec2 describe-vpcs --filters Name=cidr,Values=10.0.0.0/16").at("/Vpcs/0");
    String filter = "--filters Name=vpc-id,Values=" + vpc.path("VpcId").asText();

    assertThat(Aws.texts(aws.json("ec2 describe-subnets " + filter).path("Subnets"), "/CidrBlock"))
        .containsExactly(
            "10.0.0.0/24",
            "10.0.1.0/24",
            "10.0.10.0/24",
            "10.0.11.0/24",
            "10.0.20.0/24",
            "10.0.21.0/24");
    assertThat(
            Aws.texts(
                aws.json("ec2 describe-vpc-endpoints " + filter).path("VpcEndpoints"),
                "/ServiceName"))
        .containsExactly(
            "com.amazonaws.us-west-2.bedrock-runtime",
            "com.amazonaws.us-west-2.ecr.api",
            "com.amazonaws.us-west-2.ecr.dkr",
            "com.amazonaws.us-west-2.ecs",
            "com.amazonaws.us-west-2.elasticfilesystem",
            "com.amazonaws.us-west-2.logs",
            "com.amazonaws.us-west-2.s3",
            "com.amazonaws.us-west-2.secretsmanager",
            "com.amazonaws.us-west-2.ssm",
            "com.amazonaws.us-west-2.sts");

    assertThat(aws.admitted("coder-production-"))
        .containsExactlyInAnyOrder(
            "alb 443 from 10.0.0.0/16",
            "ecs-services 3000 from alb",
            "ecs-services 3030 from alb",
            "ecs-services 4000 from alb",
            "ecs-services 7080 from alb",
            "ecs-services 8100 from alb",
            "ecs-services 8123 from alb",
            "ecs-services 9000 from alb",
            "ecs-services 4000 from ecs-workspaces",
            "ecs-services 8100 from ecs-workspaces",
            "ecs-services all from ecs-services",
            "ecs-workspaces 13337 from alb",
            "efs 2049 from ecs-services",
            "efs 2049 from ecs-workspaces",
            "endpoints 443 from 10.0.0.0/16",
            "rds 5432 from ecs-services",
            "redis 6379 from ecs-services");
  }

  @Test
  @Order(1)
  void the_listener_leads_each_host_to_its_service() {
    String balancer =
        aws.json("elbv2 describe-load-balancers --names coder-production")
            .at("/LoadBalancers/0/LoadBalancerArn")
            .asText();
    String listener =
        aws.json("elbv2 describe-listeners --load-balancer-arn " + balancer)
            .at("/Listeners/0/ListenerArn")
            .asText();
    Map<String, String> targetGroups = new LinkedHashMap<>();
    aws.json("elbv2 describe-target-groups")
        .path("TargetGroups")
        .forEach(
            group ->
                targetGroups.put(
                    group.path("TargetGroupArn").asText(),
                    group.path("TargetGroupName").asText()
                        + " "
                        + group.path("Port").asText()
                        + " "
                        + group.path("HealthCheckPath").asText()));
    List<String> rules = new ArrayList<>();
    for (JsonNode rule :
        aws.json("elbv2 describe-rules --listener-arn " + listener).path("Rules")) {
      List<String> actions = new ArrayList<>();
      for (JsonNode action : rule.path("Actions")) {
        String arn = action.path("TargetGroupArn").asText();
        actions.add(arn.isEmpty() ? action.path("Type").asText() : targetGroups.get(arn));
      }
      rules.add(
          rule.path("Priority").asText()
              + " "
              + rule.at("/Conditions/0/HostHeaderConfig/Values/0").asText()
              + " → "
              + String.join(" → ", actions));
    }
    assertThat(rules)
        .containsExactlyInAnyOrder(
            "100 coder.coder.company.com → coder-production-coder 7080 /api/v2/buildinfo",
            "200 admin.coder.company.com → authenticate-oidc → coder-production-key-provisioner 8100 /health",
            "300 langfuse.coder.company.com → coder-production-langfuse-web 3000 /api/public/health",
            "400 ai.coder.company.com → coder-production-litellm 4000 /health/readiness",
            "500 *.coder.company.com → coder-production-coder 7080 /api/v2/buildinfo",
            "default  → fixed-response");
  }

  @Test
  @Order(1)
  void a_task_definition_has_its_environment_and_takes_secrets_by_reference() {
    JsonNode containers =
        aws.json("ecs describe-task-definition --task-definition coder-production-litellm")
            .at("/taskDefinition/containerDefinitions");
    assertThat(Aws.texts(containers, "/name")).containsExactly("fetch-config", "litellm");
    JsonNode litellm = containers.get(1);
    assertThat(litellm.path("dependsOn").toString())
        .isEqualTo("[{\"containerName\":\"fetch-config\",\"condition\":\"SUCCESS\"}]");
    Map<String, String> environment = new TreeMap<>();
    litellm
        .path("environment")
        .forEach(each -> environment.put(each.path("name").asText(), each.path("value").asText()));
    assertThat(environment)
        .containsEntry("LANGFUSE_HOST", "http://langfuse-web.coder-production.local:3000")
        .containsEntry(
            "CUSTOM_LLM_CLAUDE_API_BASE", "https://h-chat-api.autoever.com/v2/api/claude/messages");
    Map<String, String> secrets = new TreeMap<>();
    litellm
        .path("secrets")
        .forEach(
            each ->
                secrets.put(
                    each.path("name").asText(),
                    each.path("valueFrom")
                        .asText()
                        .replaceFirst("arn:aws:secretsmanager:us-west-2:\\d{12}:secret:", "")
                        .replaceFirst("-[A-Za-z0-9]{6}(:|$)", "$1")));
    assertThat(secrets)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ANTHROPIC_API_KEY", "prod/litellm/anthropic-api-key",
                "CUSTOM_LLM_API_KEY", "prod/custom-llm/api-key",
                "DATABASE_URL", "prod/litellm/database",
                "LANGFUSE_PUBLIC_KEY", "prod/langfuse/api-keys:public_key::",
                "LANGFUSE_SECRET_KEY", "prod/langfuse/api-keys:secret_key::",
                "LITELLM_MASTER_KEY", "prod/litellm/master-key",
                "LITELLM_SALT_KEY", "prod/litellm/salt-key"));
  }

  @Test
  @Order(1)
  void the_bridge_has_eight_parameters_and_its_version_that_lead_to_what_is_there() {
    Map<String, String> parameters = new TreeMap<>();
    aws.json("ssm get-parameters-by-path --path /coder-production")
        .path("Parameters")
        .forEach(each -> parameters.put(each.path("Name").asText(), each.path("Value").asText()));

    assertThat(parameters.keySet())
        .containsExactly(
            "/coder-production/alb-listener-arn",
            "/coder-production/bridge-version",
            "/coder-production/cluster-arn",
            "/coder-production/cluster-name",
            "/coder-production/efs-id",
            "/coder-production/private-subnet-ids",
            "/coder-production/task-execution-role-arn",
            "/coder-production/workspace-sg-id",
            "/coder-production/workspace-task-role-arn");
    assertThat(parameters.get("/coder-production/cluster-name")).isEqualTo("coder-production");
    assertThat(
            aws.json("ecs describe-clusters --clusters coder-production")
                .at("/clusters/0/clusterArn")
                .asText())
        .isEqualTo(parameters.get("/coder-production/cluster-arn"));
    assertThat(
            aws.json(
                    "ec2 describe-subnets --subnet-ids "
                        + parameters.get("/coder-production/private-subnet-ids").replace(',', ' '))
                .path("Subnets"))
        .hasSize(2);
    assertThat(
            aws.json(
                    "ec2 describe-security-groups --group-ids "
                        + parameters.get("/coder-production/workspace-sg-id"))
                .at("/SecurityGroups/0/GroupName")
                .asText())
        .isEqualTo("coder-production-ecs-workspaces");
    assertThat(
            aws.json(
                    "efs describe-file-systems --file-system-id "
                        + parameters.get("/coder-production/efs-id"))
                .path("FileSystems"))
        .hasSize(1);
  }

  @Test
  @Order(1)
  void generated_secrets_have_their_form_and_agree_with_one_another() throws IOException {
    Map<String, String> values = aws.secretValues();

    assertThat(values).hasSize(18);
    assertThat(values.get("prod/authentik/secret-key")).matches("[A-Za-z0-9]{64}");
    assertThat(values.get("prod/litellm/master-key")).matches("sk-[A-Za-z0-9]{48}");
    assertThat(values.get("prod/key-provisioner/secret")).matches("[A-Za-z0-9]{48}");
    assertThat(MAPPER.readTree(values.get("prod/langfuse/auth")).path("encryption_key").asText())
        .matches("[0-9a-f]{64}");
    for (String name : List.of("coder", "litellm", "langfuse")) {
      assertThat(values.get("prod/" + name + "/database"))
          .matches(
              "postgresql://"
                  + name
                  + ":"
                  + values.get("prod/" + name + "/database-password")
                  + "@coder-production\\.[a-z0-9.-]+:5432/"
                  + name
                  + "\\?sslmode=require");
    }
  }

  @Test
  @Order(2)
  void no_secret_is_in_a_state_a_plan_a_log_or_the_synthesized_json() throws IOException {
    Map<String, String> values = aws.secretValues();
    List<String> parts = new ArrayList<>();
    for (String value : values.values()) {
      if (value.startsWith("{")) {
        MAPPER.readTree(value).forEach(field -> parts.add(field.asText()));
      } else {
        parts.add(value);
      }
    }
    parts.removeIf("placeholder"::equals);
    assertThat(parts).hasSizeGreaterThan(15).allMatch(part -> part.length() >= 32);

    Places places = Places.of(terrace, aws, STATE_BUCKET, TARGET);
    assertThat(places.count()).isGreaterThan(20);
    for (String part : parts) {
      assertThat(places.with(part)).as("places of a secret").isEmpty();
    }
  }

  @Test
  @Order(3)
  void a_filled_placeholder_stays_and_is_only_where_the_list_of_exceptions_says()
      throws IOException {
    aws.call(
        "secretsmanager",
        "put-secret-value",
        "--secret-id",
        "prod/coder/oidc",
        "--secret-string",
        "{\"client_id\":\"client\",\"client_secret\":\"" + OIDC_CLIENT_SECRET + "\"}");

    terrace.run("deploy", TARGET, "--local", "--yes").exits(0);

    assertThat(aws.secretValues().get("prod/coder/oidc")).contains(OIDC_CLIENT_SECRET);
    assertThat(Places.of(terrace, aws, STATE_BUCKET, TARGET).with(OIDC_CLIENT_SECRET))
        .isNotEmpty()
        .allMatch(place -> place.startsWith("state coder/production/platform.tfstate"));
  }
}

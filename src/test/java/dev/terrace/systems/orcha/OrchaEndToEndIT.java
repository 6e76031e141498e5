package dev.terrace.systems.orcha;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Orcha on the simulated AWS, deployed from nothing through the launcher, the real Terraform and
 * the real provider: what is there afterwards. {@link OrchaChangesIT} continues from the same
 * deploy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrchaEndToEndIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TARGET = "orcha/prod";
  private static final String STATE_BUCKET = "v1-orcha-terraform-state-700558745280";

  private Launcher terrace;
  private Aws aws;
  private OrchaInAws orcha;

  @BeforeAll
  void begin_with_a_deployed_environment() {
    terrace = Prepared.fork(TARGET);
    aws = new Aws(terrace, "eu-central-1");
    orcha = new OrchaInAws(aws);
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
        .startsWith("5 stacks deployed; planned again: no changes.");
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

    assertThat(again.lines()).last().isEqualTo("No changes: 5 stacks match the configuration.");
  }

  @Test
  @Order(1)
  void the_load_balancer_admits_the_internet_and_the_instances_admit_the_load_balancer_alone() {
    assertThat(aws.admitted("v1-orcha-"))
        .containsExactlyInAnyOrder(
            "alb-sg 80 from 0.0.0.0/0",
            "alb-sg 443 from 0.0.0.0/0",
            "ec2-sg 8888 from alb-sg",
            "ec2-sg 7777 from alb-sg",
            "ec2-sg 9999 from alb-sg",
            "rds-sg 5432 from ec2-sg",
            "rds-sg 5432 from codebuild-sg");
    assertThat(aws.json("ec2 describe-nat-gateways").path("NatGateways")).isEmpty();
  }

  @Test
  @Order(1)
  void three_services_are_reached_under_names_of_their_own() {
    assertThat(orcha.rules())
        .containsExactlyInAnyOrder(
            "10 admin.getorcha.com admin.prod.getorcha.com → authenticate-cognito → v1-orcha-admin-tg 7777 /health",
            "20 link.getorcha.com link.prod.getorcha.com → v1-orcha-link-tg 9999 /health",
            "default → v1-orcha-tg 8888 /health");
    assertThat(orcha.records())
        .containsExactly(
            "admin.prod.getorcha.com.", "app.prod.getorcha.com.", "link.prod.getorcha.com.");
    JsonNode outputs = terrace.run("output", TARGET + "/platform", "--local", "--json").json();
    assertThat(outputs.toString())
        .contains("https://link.prod.getorcha.com")
        .contains("certificate/33333333-3333-3333-3333-333333333333");
  }

  @Test
  @Order(1)
  void one_instance_of_the_newest_image_is_registered_with_every_service() {
    JsonNode group = orcha.group();
    assertThat(group.path("MinSize").asInt()).isEqualTo(1);
    assertThat(group.path("MaxSize").asInt()).isEqualTo(1);
    assertThat(group.path("Instances")).hasSize(1);
    assertThat(Aws.texts(group.path("EnabledMetrics"), "/Metric"))
        .contains("GroupInServiceInstances");
    String instance = group.at("/Instances/0/InstanceId").asText();
    for (JsonNode targetGroup : aws.json("elbv2 describe-target-groups").path("TargetGroups")) {
      assertThat(
              Aws.texts(
                  aws.json(
                          "elbv2 describe-target-health --target-group-arn "
                              + targetGroup.path("TargetGroupArn").asText())
                      .path("TargetHealthDescriptions"),
                  "/Target/Id"))
          .as(targetGroup.path("TargetGroupName").asText())
          .containsExactly(instance);
    }
  }

  @Test
  @Order(1)
  void twelve_alarms_watch_and_the_budget_has_its_two_notifications() {
    assertThat(Aws.texts(aws.json("cloudwatch describe-alarms").path("MetricAlarms"), "/AlarmName"))
        .containsExactly(
            "v1-orcha-admin-unhealthy",
            "v1-orcha-alb-unhealthy",
            "v1-orcha-cert-expiring",
            "v1-orcha-ec2-high-cpu",
            "v1-orcha-ec2-status-check",
            "v1-orcha-email-acquire-dlq-not-empty",
            "v1-orcha-ingest-dlq-not-empty",
            "v1-orcha-link-unhealthy",
            "v1-orcha-rds-high-connections",
            "v1-orcha-rds-high-cpu",
            "v1-orcha-rds-low-storage",
            "v1-orcha-rds-no-connections");
    assertThat(
            Aws.texts(
                aws.json(
                        "budgets describe-notifications-for-budget --account-id 123456789012"
                            + " --budget-name v1-orcha-monthly")
                    .path("Notifications"),
                "/NotificationType"))
        .containsExactly("ACTUAL", "FORECASTED");
  }

  @Test
  @Order(1)
  void the_pipeline_leads_from_a_push_to_the_instances() {
    JsonNode stages =
        aws.json("codepipeline get-pipeline --name v1-orcha-deploy").at("/pipeline/stages");
    List<String> actions = new ArrayList<>();
    for (JsonNode stage : stages) {
      for (JsonNode action : stage.path("actions")) {
        actions.add(
            stage.path("name").asText() + ": " + action.at("/actionTypeId/provider").asText());
      }
    }
    assertThat(actions)
        .containsExactly(
            "Source: CodeStarSourceConnection",
            "Build: CodeBuild",
            "Approve: Manual",
            "Deploy: CodeBuild",
            "Deploy: CodeDeploy");
    assertThat(
            aws.json("codestar-connections list-connections")
                .at("/Connections/0/ConnectionStatus")
                .asText())
        .as("a person completes it")
        .isEqualTo("PENDING");
  }

  @Test
  @Order(1)
  void the_containers_find_their_environment_in_parameters() {
    Map<String, String> parameters = orcha.parameters();
    assertThat(parameters)
        .containsEntry("/v1-orcha/runtime/AWS_REGION", "eu-central-1")
        .containsEntry("/v1-orcha/runtime/DATABASE_SECRET", "/v1-orcha/db-credentials")
        .containsEntry("/v1-orcha/services/link", "9999");
    assertThat(
            aws.json("sqs get-queue-url --queue-name v1-orcha-global-ingest")
                .path("QueueUrl")
                .asText())
        .isEqualTo(parameters.get("/v1-orcha/runtime/INGEST_QUEUE_URL"));
    assertThat(aws.json("rds describe-db-instances").at("/DBInstances/0/Endpoint/Address").asText())
        .isEqualTo(parameters.get("/v1-orcha/runtime/DATABASE_HOST"));
  }

  @Test
  @Order(2)
  void the_password_is_nowhere_and_the_clients_secret_where_the_list_of_exceptions_says()
      throws IOException {
    JsonNode credentials = MAPPER.readTree(aws.secretValues().get("/v1-orcha/db-credentials"));
    assertThat(credentials.path("username").asText()).isEqualTo("orcha");
    assertThat(credentials.path("password").asText()).matches("[A-Za-z0-9]{32}");

    Places places = Places.of(terrace, aws, STATE_BUCKET, TARGET);
    assertThat(places.count()).isGreaterThan(20);
    assertThat(places.with(credentials.path("password").asText())).isEmpty();

    String pool =
        aws.json("cognito-idp list-user-pools --max-results 10").at("/UserPools/0/Id").asText();
    String client =
        aws.json("cognito-idp list-user-pool-clients --user-pool-id " + pool)
            .at("/UserPoolClients/0/ClientId")
            .asText();
    String clientSecret =
        aws.json(
                "cognito-idp describe-user-pool-client --user-pool-id "
                    + pool
                    + " --client-id "
                    + client)
            .at("/UserPoolClient/ClientSecret")
            .asText();
    assertThat(clientSecret).hasSizeGreaterThan(20);
    assertThat(places.with(clientSecret))
        .isNotEmpty()
        .allMatch(place -> place.startsWith("state orcha/prod/platform.tfstate"));
  }
}

package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Aws;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Ejected;
import dev.terrace.support.Launcher;
import dev.terrace.support.OrchaOptionsOn;
import dev.terrace.support.Places;
import java.io.IOException;
import java.nio.file.Path;
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
 * Orcha on the simulated AWS, through the launcher, the real Terraform and the real provider: one
 * estate, from nothing, through a fourth service and every option, to nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrchaEndToEndIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TARGET = "orcha/prod";
  private static final String STATE_BUCKET = "v1-orcha-terraform-state-700558745280";
  private static final String DOCS_CERTIFICATE =
      "arn:aws:acm:eu-central-1:700558745280:certificate/44444444-4444-4444-4444-444444444444";

  private final Launcher terrace = new Launcher();
  private Path changed;
  private Aws aws;

  @BeforeAll
  void deploy_from_nothing() {
    Launcher.Result deployed = terrace.run("deploy", TARGET, "--local", "--yes").exits(0);
    assertThat(deployed.lines())
        .last()
        .asString()
        .startsWith("5 stacks deployed; planned again: no changes.");
    aws = new Aws(terrace, "eu-central-1");
    changed = ChangedEnvironment.of("orcha", "prod", OrchaEndToEndIT::withDocsAndEveryOption);
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  private static String withDocsAndEveryOption(String yaml) {
    return OrchaOptionsOn.in(yaml)
        .replace(
            "\ndelivery:\n",
            """

              docs:
                port: 5555
                hosts: ["docs.{zone}", docs.getorcha.com]
                priority: 30
                certificateArn: %s

            delivery:
            """
                .formatted(DOCS_CERTIFICATE));
  }

  private Launcher.Result changed(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--environments", changed.toString()));
    return terrace.run(arguments.toArray(String[]::new));
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
    assertThat(rules())
        .containsExactlyInAnyOrder(
            "10 admin.getorcha.com admin.prod.getorcha.com → authenticate-cognito → v1-orcha-admin-tg 7777 /health",
            "20 link.getorcha.com link.prod.getorcha.com → v1-orcha-link-tg 9999 /health",
            "default → v1-orcha-tg 8888 /health");
    assertThat(records())
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
    JsonNode group = group();
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
    Map<String, String> parameters = parameters();
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

    Places places = new Places(terrace, aws, STATE_BUCKET);
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

  @Test
  @Order(3)
  void a_plan_names_the_layer_whose_new_outputs_it_waits_for() {
    Launcher.Result plan = changed("plan", TARGET, "--local").exits(1);

    assertThat(plan.output()).contains("orcha/prod/data: 12 to create, 2 to change");
    assertThat(plan.errors())
        .endsWith(
            "error: orcha/prod/platform reads new outputs of orcha/prod/data, which are not"
                + " deployed yet, so it cannot be planned; deploy that first: ./terrace deploy"
                + " orcha/prod/data --local\n");
  }

  @Test
  @Order(4)
  void a_fourth_service_and_every_option_are_deployed_without_replacing_data() {
    Launcher.Result deployed = changed("deploy", TARGET, "--local", "--yes").exits(0);

    assertThat(deployed.lines())
        .last()
        .asString()
        .startsWith("5 stacks deployed; planned again: no changes.");
  }

  @Test
  @Order(5)
  void the_fourth_service_has_all_that_follows_from_its_entry() {
    assertThat(aws.admitted("v1-orcha-")).contains("ec2-sg 5555 from alb-sg");
    assertThat(rules())
        .contains("30 docs.getorcha.com docs.prod.getorcha.com → v1-orcha-docs-tg 5555 /health");
    assertThat(records()).contains("docs.prod.getorcha.com.");
    assertThat(
            Aws.texts(
                aws.json("elbv2 describe-listener-certificates --listener-arn " + listener())
                    .path("Certificates"),
                "/CertificateArn"))
        .contains(DOCS_CERTIFICATE);
    assertThat(group().path("TargetGroupARNs").toString()).contains("v1-orcha-docs-tg");
    assertThat(
            aws.json("cloudwatch describe-alarms --alarm-names v1-orcha-docs-unhealthy")
                .path("MetricAlarms"))
        .hasSize(1);
    String outputs = changed("output", TARGET + "/platform", "--local", "--json").exits(0).output();
    assertThat(outputs)
        .contains("docs_target_group_arn", "docs_certificate_arn", "docs_url")
        .contains("https://docs.prod.getorcha.com");
    assertThat(parameters()).containsEntry("/v1-orcha/services/docs", "5555");
  }

  @Test
  @Order(5)
  void every_option_is_there() throws IOException {
    assertThat(group().path("MinSize").asInt()).isEqualTo(2);
    assertThat(group().path("Instances")).hasSize(2);
    assertThat(
            Aws.texts(
                aws.json(
                        "ec2 describe-subnets --subnet-ids "
                            + group().path("VPCZoneIdentifier").asText().replace(',', ' '))
                    .path("Subnets"),
                "/CidrBlock"))
        .as("the instances lie in the private subnets")
        .containsExactly("10.0.10.0/24", "10.0.11.0/24");
    assertThat(
            aws.json("ec2 describe-nat-gateways --filter Name=state,Values=available")
                .path("NatGateways"))
        .hasSize(2);
    assertThat(
            Aws.texts(aws.json("ec2 describe-vpc-endpoints").path("VpcEndpoints"), "/ServiceName"))
        .containsExactly(
            "com.amazonaws.eu-central-1.ecr.api",
            "com.amazonaws.eu-central-1.logs",
            "com.amazonaws.eu-central-1.s3");
    assertThat(aws.json("rds describe-db-instances").at("/DBInstances/0/MultiAZ").asBoolean())
        .isTrue();
    assertThat(Aws.texts(aws.json("codebuild list-projects").path("projects"), ""))
        .containsExactly("v1-orcha-build", "v1-orcha-migration-test");
    assertThat(
            aws.json("cloudwatch describe-alarms --alarm-names v1-orcha-ingest-backlog")
                .at("/MetricAlarms/0/Threshold")
                .asInt())
        .isEqualTo(500);
    assertThat(aws.json("wafv2 list-web-acls --scope REGIONAL").at("/WebACLs/0/Name").asText())
        .isEqualTo("v1-orcha");
    JsonNode deployment =
        aws.json(
            "deploy get-deployment-group --application-name v1-orcha --deployment-group-name"
                + " v1-orcha-production");
    assertThat(deployment.at("/deploymentGroupInfo/deploymentConfigName").asText())
        .isEqualTo("CodeDeployDefault.OneAtATime");
    assertThat(aws.json("codestar-notifications list-notification-rules").path("NotificationRules"))
        .hasSize(1);
    assertThat(
            aws.json(
                    "lambda get-function-configuration --function-name v1-orcha-rotate-credentials")
                .path("Runtime")
                .asText())
        .isEqualTo("python3.13");
    assertThat(
            aws.json("events describe-rule --name v1-orcha-rotate-credentials")
                .path("ScheduleExpression")
                .asText())
        .isEqualTo("rate(30 days)");
    JsonNode acme = MAPPER.readTree(parameters().get("/v1-orcha/tenants/acme"));
    assertThat(acme.path("WORKERS").asInt()).isEqualTo(2);
    assertThat(acme.path("INGEST_QUEUE_URL").asText())
        .isEqualTo(
            aws.json("sqs get-queue-url --queue-name v1-orcha-acme-ingest")
                .path("QueueUrl")
                .asText());
    assertThat(aws.json("iam list-policies --scope Local").at("/Policies/0/PolicyName").asText())
        .isEqualTo("v1-orcha-developer-ssm-access");
  }

  @Test
  @Order(5)
  void ejected_it_is_plain_terraform_that_plans_no_changes() {
    Ejected ejected = Ejected.of(terrace, TARGET, "--environments", changed.toString());

    ejected.isFormatted();
    assertThat(ejected.plans())
        .hasSize(5)
        .allSatisfy((stack, verdict) -> assertThat(verdict).as(stack).isEqualTo("no changes"));

    assertThat(ejected.read("orcha-prod-platform/instances.tf"))
        .contains("user_data = base64encode(<<-EOT\n    #!/bin/bash\n");

    ejected.replace(
        "orcha-prod-platform/iam.tf", "What the instances and their containers may do", "Other");
    assertThat(ejected.plan("orcha-prod-platform", "-refresh=false").exits(2).output())
        .contains("Plan: 0 to add, 1 to change, 0 to destroy.");
  }

  @Test
  @Order(6)
  void destroy_leaves_nothing_behind() {
    changed("destroy", TARGET, "--local", "--yes").exits(0);

    assertThat(aws.json("ec2 describe-vpcs --filters Name=is-default,Values=false").path("Vpcs"))
        .isEmpty();
    assertThat(aws.json("autoscaling describe-auto-scaling-groups").path("AutoScalingGroups"))
        .isEmpty();
    assertThat(
            aws.json("ec2 describe-instances --filters Name=instance-state-name,Values=running")
                .path("Reservations"))
        .isEmpty();
    assertThat(aws.json("rds describe-db-instances").path("DBInstances")).isEmpty();
    assertThat(aws.json("sqs list-queues").path("QueueUrls")).isEmpty();
    assertThat(aws.json("secretsmanager list-secrets").path("SecretList")).isEmpty();
    assertThat(aws.json("elbv2 describe-load-balancers").path("LoadBalancers")).isEmpty();
    assertThat(aws.json("elbv2 describe-target-groups").path("TargetGroups")).isEmpty();
    assertThat(aws.json("cloudwatch describe-alarms").path("MetricAlarms")).isEmpty();
    assertThat(aws.json("logs describe-log-groups").path("logGroups")).isEmpty();
    assertThat(aws.json("codepipeline list-pipelines").path("pipelines")).isEmpty();
    assertThat(aws.json("codebuild list-projects").path("projects")).isEmpty();
    assertThat(aws.json("deploy list-applications").path("applications")).isEmpty();
    assertThat(aws.json("lambda list-functions").path("Functions")).isEmpty();
    assertThat(aws.json("ecr describe-repositories").path("repositories")).isEmpty();
    assertThat(aws.json("cognito-idp list-user-pools --max-results 10").path("UserPools"))
        .isEmpty();
    assertThat(aws.json("route53 list-hosted-zones").path("HostedZones")).isEmpty();
    assertThat(aws.json("wafv2 list-web-acls --scope REGIONAL").path("WebACLs")).isEmpty();
    assertThat(
            aws.json("ssm get-parameters-by-path --recursive --path /v1-orcha").path("Parameters"))
        .isEmpty();
    assertThat(Aws.texts(aws.json("s3api list-buckets").path("Buckets"), "/Name"))
        .containsExactly(STATE_BUCKET);
    assertThat(
            Aws.texts(aws.json("iam list-roles").path("Roles"), "/RoleName").stream()
                .filter(name -> name.startsWith("v1-orcha")))
        .isEmpty();
  }

  private JsonNode group() {
    return aws.json("autoscaling describe-auto-scaling-groups --auto-scaling-group-names v1-orcha")
        .at("/AutoScalingGroups/0");
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    aws.json("ssm get-parameters-by-path --recursive --path /v1-orcha")
        .path("Parameters")
        .forEach(each -> parameters.put(each.path("Name").asText(), each.path("Value").asText()));
    return parameters;
  }

  private String listener() {
    String balancer =
        aws.json("elbv2 describe-load-balancers --names v1-orcha-alb")
            .at("/LoadBalancers/0/LoadBalancerArn")
            .asText();
    for (JsonNode listener :
        aws.json("elbv2 describe-listeners --load-balancer-arn " + balancer).path("Listeners")) {
      if (listener.path("Port").asInt() == 443) {
        return listener.path("ListenerArn").asText();
      }
      assertThat(listener.at("/DefaultActions/0/RedirectConfig/Protocol").asText())
          .isEqualTo("HTTPS");
    }
    throw new AssertionError("no listener on 443");
  }

  /** {@code priority hosts → actions} of each rule of the HTTPS listener. */
  private List<String> rules() {
    Map<String, String> targetGroups = new TreeMap<>();
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
        aws.json("elbv2 describe-rules --listener-arn " + listener()).path("Rules")) {
      StringBuilder words = new StringBuilder(rule.path("Priority").asText());
      Aws.texts(rule.at("/Conditions/0/HostHeaderConfig/Values"), "")
          .forEach(host -> words.append(' ').append(host));
      for (JsonNode action : rule.path("Actions")) {
        String arn = action.path("TargetGroupArn").asText();
        words
            .append(" → ")
            .append(arn.isEmpty() ? action.path("Type").asText() : targetGroups.get(arn));
      }
      rules.add(words.toString());
    }
    return rules;
  }

  /** Names of the alias records in the zone. */
  private List<String> records() {
    String zone = aws.json("route53 list-hosted-zones").at("/HostedZones/0/Id").asText();
    List<String> names = new ArrayList<>();
    aws.json("route53 list-resource-record-sets --hosted-zone-id " + zone)
        .path("ResourceRecordSets")
        .forEach(
            record -> {
              if (record.path("Type").asText().equals("A")) {
                names.add(record.path("Name").asText());
              }
            });
    names.sort(null);
    return names;
  }
}

package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Aws;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Ejected;
import dev.terrace.support.Launcher;
import dev.terrace.support.OrchaOptionsOn;
import dev.terrace.support.PlannedChanges;
import dev.terrace.support.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A deployed orcha gets a fourth service and every option, becomes plain Terraform that plans no
 * changes, and is destroyed: one story, in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrchaChangesIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TARGET = "orcha/prod";
  private static final String STATE_BUCKET = "v1-orcha-terraform-state-700558745280";
  private static final String DOCS_CERTIFICATE =
      "arn:aws:acm:eu-central-1:700558745280:certificate/44444444-4444-4444-4444-444444444444";

  private Launcher terrace;
  private Aws aws;
  private OrchaInAws orcha;
  private Path changed;
  private JsonNode planned;

  @BeforeAll
  void begin_with_a_deployed_environment() {
    terrace = Prepared.fork(TARGET);
    aws = new Aws(terrace, "eu-central-1");
    orcha = new OrchaInAws(aws);
    changed = ChangedEnvironment.of("orcha", "prod", OrchaChangesIT::withDocsAndEveryOption);
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
  @Order(3)
  void a_plan_goes_through_all_layers_though_one_reads_new_outputs_of_another() {
    planned = changed("plan", TARGET, "--local", "--json").exits(4).json();

    assertThat(PlannedChanges.of(planned))
        .anyMatch(each -> each.startsWith("orcha-prod-data: create "))
        .anyMatch(each -> each.startsWith("orcha-prod-platform: create "))
        .noneMatch(each -> each.contains(": replace ") && each.contains("aws_db_instance"));
  }

  @Test
  @Order(4)
  void a_fourth_service_and_every_option_are_deployed_without_replacing_data() {
    Launcher.Result deployed = changed("deploy", TARGET, "--local", "--yes").exits(0);

    assertThat(deployed.lines())
        .last()
        .asString()
        .startsWith("5 stacks deployed; planned again: no changes.");
    assertThat(PlannedChanges.applied(terrace.stateFolder()))
        .containsAll(PlannedChanges.of(planned));
  }

  @Test
  @Order(5)
  void the_fourth_service_has_all_that_follows_from_its_entry() {
    assertThat(aws.admitted("v1-orcha-")).contains("ec2-sg 5555 from alb-sg");
    assertThat(orcha.rules())
        .contains("30 docs.getorcha.com docs.prod.getorcha.com → v1-orcha-docs-tg 5555 /health");
    assertThat(orcha.records()).contains("docs.prod.getorcha.com.");
    assertThat(
            Aws.texts(
                aws.json("elbv2 describe-listener-certificates --listener-arn " + orcha.listener())
                    .path("Certificates"),
                "/CertificateArn"))
        .contains(DOCS_CERTIFICATE);
    assertThat(orcha.group().path("TargetGroupARNs").toString()).contains("v1-orcha-docs-tg");
    assertThat(
            aws.json("cloudwatch describe-alarms --alarm-names v1-orcha-docs-unhealthy")
                .path("MetricAlarms"))
        .hasSize(1);
    String outputs = changed("output", TARGET + "/platform", "--local", "--json").exits(0).output();
    assertThat(outputs)
        .contains("docs_target_group_arn", "docs_certificate_arn", "docs_url")
        .contains("https://docs.prod.getorcha.com");
    assertThat(orcha.parameters()).containsEntry("/v1-orcha/services/docs", "5555");
  }

  @Test
  @Order(5)
  void every_option_is_there() throws IOException {
    assertThat(orcha.group().path("MinSize").asInt()).isEqualTo(2);
    assertThat(orcha.group().path("Instances")).hasSize(2);
    assertThat(
            Aws.texts(
                aws.json(
                        "ec2 describe-subnets --subnet-ids "
                            + orcha.group().path("VPCZoneIdentifier").asText().replace(',', ' '))
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
        .containsExactly("v1-orcha-build", "v1-orcha-migration-test", "v1-orcha-release");
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
    JsonNode acme = MAPPER.readTree(orcha.parameters().get("/v1-orcha/tenants/acme"));
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
}

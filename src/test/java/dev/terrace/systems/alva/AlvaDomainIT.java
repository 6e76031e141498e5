package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.guard.Stateful;
import dev.terrace.support.Aws;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Ejected;
import dev.terrace.support.Launcher;
import dev.terrace.support.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A deployed alva gets its domain, becomes plain Terraform that plans no changes, and is destroyed:
 * one story, in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlvaDomainIT {
  private static final String TARGET = "alva/staging";
  private static final String STATE_BUCKET = "alva-terraform-state";
  private static final String RELEASED = "0123456789abcdef0123456789abcdef01234567";

  private Launcher terrace;
  private Aws aws;
  private AlvaInAws alva;
  private Path withDomain;
  private Map<String, String> before;

  @BeforeAll
  void begin_with_a_deployed_environment() {
    terrace = Prepared.fork(TARGET);
    aws = new Aws(terrace, "us-east-1");
    alva = new AlvaInAws(aws);
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  private Launcher.Result withDomain(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--environments", withDomain.toString()));
    return terrace.run(arguments.toArray(String[]::new));
  }

  @Test
  @Order(3)
  void adding_the_domain_touches_nothing_that_holds_data() throws IOException {
    before = alva.identities();
    // What the workflow leaves behind.
    for (String service : List.of("web", "api", "auth", "admin")) {
      aws.call(
          "ssm",
          "put-parameter",
          "--name",
          "/alva-staging/image-tags/" + service,
          "--value",
          RELEASED,
          "--overwrite");
    }
    String zone =
        aws.json("route53 create-hosted-zone --name alva.app --caller-reference one")
            .at("/HostedZone/Id")
            .asText()
            .replace("/hostedzone/", "");
    withDomain =
        ChangedEnvironment.of(
            "alva",
            "staging",
            yaml -> yaml + "\ndomain: {name: alva.app, hostedZoneId: " + zone + "}\n");

    JsonNode plan = withDomain("plan", TARGET, "--local", "--json").exits(4).json();

    assertThat(plan.path("stoppedBecause").isNull()).isTrue();
    Set<String> changed = new TreeSet<>();
    for (JsonNode stack : plan.path("stacks")) {
      for (JsonNode change : stack.path("changes")) {
        String type = change.path("type").asText();
        String action = change.path("action").asText();
        changed.add(stack.path("stack").asText() + " " + action + " " + type);
        assertThat(action).as(change.path("address").asText()).isNotEqualTo("destroy");
        if (Stateful.is(type)) {
          assertThat(action).as(change.path("address").asText()).isIn("create", "update");
        }
      }
    }
    assertThat(changed)
        .containsExactly(
            "alva/staging/platform create aws_acm_certificate",
            "alva/staging/platform create aws_acm_certificate_validation",
            "alva/staging/platform create aws_lb_listener",
            "alva/staging/platform create aws_lb_listener_rule",
            "alva/staging/platform create aws_route53_record",
            "alva/staging/platform replace aws_ecs_task_definition",
            "alva/staging/platform replace aws_lb_listener_rule",
            "alva/staging/platform update aws_ecs_service",
            "alva/staging/platform update aws_lb_listener",
            "alva/staging/platform update aws_ssm_parameter");
  }

  @Test
  @Order(4)
  void with_the_domain_hosts_lead_to_the_services_over_https() {
    Launcher.Result deployed = withDomain("deploy", TARGET, "--local", "--yes").exits(0);
    assertThat(deployed.lines()).last().asString().contains("planned again: no changes.");

    assertThat(alva.rules())
        .containsExactly(
            "HTTP 80: default → redirect",
            "HTTPS 443: admin-staging.alva.app → alva-staging-admin 3003",
            "HTTPS 443: api-staging.alva.app → alva-staging-api 3001",
            "HTTPS 443: auth-staging.alva.app → alva-staging-auth 3002",
            "HTTPS 443: default → fixed-response",
            "HTTPS 443: staging.alva.app → alva-staging-web 3000");
    String zone =
        aws.json("route53 list-hosted-zones-by-name --dns-name alva.app")
            .at("/HostedZones/0/Id")
            .asText();
    List<String> aliases = new ArrayList<>();
    for (JsonNode record :
        aws.json("route53 list-resource-record-sets --hosted-zone-id " + zone)
            .path("ResourceRecordSets")) {
      if (record.has("AliasTarget")) {
        aliases.add(record.path("Name").asText() + " " + record.path("Type").asText());
      }
    }
    assertThat(aliases)
        .containsExactlyInAnyOrder(
            "staging.alva.app. A",
            "api-staging.alva.app. A",
            "auth-staging.alva.app. A",
            "admin-staging.alva.app. A");
    assertThat(alva.environment("web"))
        .containsEntry("NEXT_PUBLIC_API_URL", "https://api-staging.alva.app")
        .containsEntry("NEXT_PUBLIC_AUTH_URL", "https://auth-staging.alva.app")
        .containsEntry("API_INTERNAL_URL", "http://api.alva-staging.local:3001");
    assertThat(alva.environment("api").get("CORS_ORIGINS"))
        .isEqualTo(
            "https://staging.alva.app,https://api-staging.alva.app,"
                + "https://auth-staging.alva.app,https://admin-staging.alva.app");
  }

  @Test
  @Order(5)
  void database_redis_load_balancer_and_services_are_the_same_ones() {
    assertThat(alva.identities()).isEqualTo(before);
  }

  @Test
  @Order(5)
  void a_new_revision_keeps_the_image_that_was_released_last() {
    for (String family : List.of("web", "api", "auth", "admin")) {
      assertThat(alva.container(family).path("image").asText())
          .endsWith("/alva-staging/" + family + ":" + RELEASED);
    }
    assertThat(alva.container("migrations").path("image").asText())
        .endsWith("/alva-staging/api:" + RELEASED);
    assertThat(alva.container("migrations").path("command").toString())
        .isEqualTo("[\"pnpm\",\"db:migrate\"]");
  }

  @Test
  @Order(5)
  void ejected_it_is_plain_terraform_that_plans_no_changes() {
    Ejected ejected = Ejected.of(terrace, TARGET, "--environments", withDomain.toString());

    ejected.isFormatted();
    assertThat(ejected.plans())
        .hasSize(5)
        .allSatisfy((stack, verdict) -> assertThat(verdict).as(stack).isEqualTo("no changes"));

    ejected.replace("alva-staging-platform/iam.tf", "Starts the containers of admin", "Other");
    assertThat(ejected.plan("alva-staging-platform", "-refresh=false").exits(2).output())
        .contains("Plan: 0 to add, 1 to change, 0 to destroy.");
  }

  @Test
  @Order(6)
  void destroy_leaves_nothing_behind() {
    withDomain("destroy", TARGET, "--local", "--yes").exits(0);

    assertThat(aws.json("ec2 describe-vpcs --filters Name=is-default,Values=false").path("Vpcs"))
        .isEmpty();
    assertThat(aws.json("rds describe-db-instances").path("DBInstances")).isEmpty();
    assertThat(aws.json("elasticache describe-replication-groups").path("ReplicationGroups"))
        .isEmpty();
    assertThat(aws.json("secretsmanager list-secrets").path("SecretList")).isEmpty();
    assertThat(aws.json("ecr describe-repositories").path("repositories")).isEmpty();
    assertThat(aws.json("elbv2 describe-load-balancers").path("LoadBalancers")).isEmpty();
    assertThat(aws.json("elbv2 describe-target-groups").path("TargetGroups")).isEmpty();
    assertThat(aws.json("acm list-certificates").path("CertificateSummaryList")).isEmpty();
    assertThat(aws.json("cloudwatch describe-alarms").path("MetricAlarms")).isEmpty();
    assertThat(aws.json("logs describe-log-groups").path("logGroups")).isEmpty();
    assertThat(aws.json("iam list-open-id-connect-providers").path("OpenIDConnectProviderList"))
        .isEmpty();
    assertThat(
            Aws.texts(aws.json("iam list-roles").path("Roles"), "/RoleName").stream()
                .filter(name -> name.startsWith("alva-staging")))
        .isEmpty();
    assertThat(Aws.texts(aws.json("s3api list-buckets").path("Buckets"), "/Name"))
        .containsExactly(STATE_BUCKET);
  }
}

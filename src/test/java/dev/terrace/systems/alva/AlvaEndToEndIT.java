package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.guard.Stateful;
import dev.terrace.support.Aws;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Ejected;
import dev.terrace.support.Launcher;
import dev.terrace.support.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Alva on the simulated AWS, through the launcher, the real Terraform and the real provider: one
 * estate, from nothing, without a domain and then with one, to nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlvaEndToEndIT {
  private static final String TARGET = "alva/staging";
  private static final String STATE_BUCKET = "alva-terraform-state";
  private static final String RELEASED = "0123456789abcdef0123456789abcdef01234567";
  private static final List<String> SERVICES = List.of("admin", "api", "auth", "web");

  private final Launcher terrace = new Launcher();
  private Aws aws;
  private Path withDomain;
  private Map<String, String> before;

  @BeforeAll
  void deploy_without_a_domain() {
    Launcher.Result deployed = terrace.run("deploy", TARGET, "--local", "--yes").exits(0);
    assertThat(deployed.lines())
        .last()
        .asString()
        .startsWith("5 stacks deployed; planned again: no changes.");
    aws = new Aws(terrace, "us-east-1");
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
  @Order(1)
  void a_second_deploy_changes_nothing_and_says_so() {
    Launcher.Result again = terrace.run("deploy", TARGET, "--local", "--yes").exits(0);

    assertThat(again.lines()).last().isEqualTo("No changes: 5 stacks match the configuration.");
  }

  @Test
  @Order(1)
  void without_a_domain_paths_lead_to_the_services_over_http() {
    assertThat(rules())
        .containsExactly(
            "HTTP 80: /admin/* → alva-staging-admin 3003",
            "HTTP 80: /api/* → alva-staging-api 3001",
            "HTTP 80: /auth/* → alva-staging-auth 3002",
            "HTTP 80: default → alva-staging-web 3000");
  }

  @Test
  @Order(1)
  void without_a_domain_the_addresses_are_the_load_balancers_name_and_paths() {
    String http = "http://" + loadBalancer().path("DNSName").asText();

    assertThat(environment("web"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "NODE_ENV", "production",
                "NEXT_PUBLIC_API_URL", http + "/api",
                "NEXT_PUBLIC_AUTH_URL", http + "/auth",
                "API_INTERNAL_URL", "http://api.alva-staging.local:3001",
                "AUTH_INTERNAL_URL", "http://auth.alva-staging.local:3002"));
    assertThat(environment("admin")).isEqualTo(environment("web"));
    assertThat(environment("auth")).containsEntry("CORS_ORIGINS", http);
    assertThat(environment("api").get("REDIS_URL"))
        .matches("rediss://master\\.alva-staging\\.[a-z0-9.-]+:6379");
  }

  @Test
  @Order(1)
  void secrets_reach_the_containers_by_reference_only() {
    Map<String, List<String>> secrets = new TreeMap<>();
    for (String family : List.of("web", "api", "auth", "admin", "migrations")) {
      secrets.put(
          family,
          Aws.texts(container(family).path("secrets"), "/valueFrom").stream()
              .map(arn -> arn.replaceAll(".*:secret:alva-staging-|-[A-Za-z0-9]{6}$", ""))
              .toList());
    }
    assertThat(secrets)
        .isEqualTo(
            Map.of(
                "web", List.of(),
                "admin", List.of(),
                "api", List.of("cookie-secret", "database", "jwt-public-key", "openai-api-key"),
                "auth",
                    List.of(
                        "cookie-secret",
                        "database",
                        "jwt-private-key",
                        "jwt-public-key",
                        "resend-api-key"),
                "migrations", List.of("database")));
  }

  @Test
  @Order(2)
  void generated_secrets_are_in_no_state_plan_log_or_synthesized_json() throws IOException {
    Map<String, String> values = aws.secretValues();
    assertThat(values.keySet())
        .containsExactly(
            "alva-staging-cookie-secret",
            "alva-staging-database",
            "alva-staging-database-password",
            "alva-staging-jwt-private-key",
            "alva-staging-jwt-public-key",
            "alva-staging-jwt-secret",
            "alva-staging-openai-api-key",
            "alva-staging-resend-api-key");
    String password = values.get("alva-staging-database-password");
    assertThat(values.get("alva-staging-database"))
        .matches(
            "postgresql://alva:"
                + password
                + "@alva-staging\\.[a-z0-9.-]+:5432/alva\\?sslmode=require");

    Places places = new Places(terrace, aws, STATE_BUCKET);
    assertThat(places.count()).isGreaterThan(20);
    Set<String> generated = new TreeSet<>(values.values());
    generated.remove("placeholder");
    assertThat(generated).hasSize(4).allMatch(value -> value.length() >= 32);
    for (String value : generated) {
      assertThat(places.with(value)).as("places of a secret").isEmpty();
    }
  }

  @Test
  @Order(3)
  void adding_the_domain_touches_nothing_that_holds_data() throws IOException {
    before = identities();
    // What the workflow leaves behind.
    aws.call(
        "ssm",
        "put-parameter",
        "--name",
        "/alva-staging/image-tag",
        "--value",
        RELEASED,
        "--overwrite");
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

    assertThat(rules())
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
    assertThat(environment("web"))
        .containsEntry("NEXT_PUBLIC_API_URL", "https://api-staging.alva.app")
        .containsEntry("NEXT_PUBLIC_AUTH_URL", "https://auth-staging.alva.app")
        .containsEntry("API_INTERNAL_URL", "http://api.alva-staging.local:3001");
    assertThat(environment("api").get("CORS_ORIGINS"))
        .isEqualTo(
            "https://staging.alva.app,https://api-staging.alva.app,"
                + "https://auth-staging.alva.app,https://admin-staging.alva.app");
  }

  @Test
  @Order(5)
  void database_redis_load_balancer_and_services_are_the_same_ones() {
    assertThat(identities()).isEqualTo(before);
  }

  @Test
  @Order(5)
  void a_new_revision_keeps_the_image_that_was_released_last() {
    for (String family : List.of("web", "api", "auth", "admin")) {
      assertThat(container(family).path("image").asText())
          .endsWith("/alva-staging/" + family + ":" + RELEASED);
    }
    assertThat(container("migrations").path("image").asText())
        .endsWith("/alva-staging/api:" + RELEASED);
    assertThat(container("migrations").path("command").toString())
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

  private JsonNode loadBalancer() {
    return aws.json("elbv2 describe-load-balancers --names alva-staging").at("/LoadBalancers/0");
  }

  /** {@code PROTOCOL PORT: condition → where to}, sorted. */
  private List<String> rules() {
    Map<String, String> groups = new TreeMap<>();
    aws.json("elbv2 describe-target-groups")
        .path("TargetGroups")
        .forEach(
            group ->
                groups.put(
                    group.path("TargetGroupArn").asText(),
                    group.path("TargetGroupName").asText() + " " + group.path("Port").asText()));
    List<String> rules = new ArrayList<>();
    for (JsonNode listener :
        aws.json(
                "elbv2 describe-listeners --load-balancer-arn "
                    + loadBalancer().path("LoadBalancerArn").asText())
            .path("Listeners")) {
      for (JsonNode rule :
          aws.json("elbv2 describe-rules --listener-arn " + listener.path("ListenerArn").asText())
              .path("Rules")) {
        JsonNode action = rule.at("/Actions/0");
        List<String> conditions = new ArrayList<>();
        for (JsonNode condition : rule.path("Conditions")) {
          condition.findPath("Values").forEach(value -> conditions.add(value.asText()));
        }
        rules.add(
            "%s %s: %s → %s"
                .formatted(
                    listener.path("Protocol").asText(),
                    listener.path("Port").asText(),
                    rule.path("IsDefault").asBoolean() ? "default" : String.join(",", conditions),
                    groups.getOrDefault(
                        action.path("TargetGroupArn").asText(), action.path("Type").asText())));
      }
    }
    rules.sort(null);
    return rules;
  }

  private JsonNode container(String family) {
    return aws.json("ecs describe-task-definition --task-definition alva-" + family)
        .at("/taskDefinition/containerDefinitions/0");
  }

  private Map<String, String> environment(String family) {
    Map<String, String> environment = new TreeMap<>();
    container(family)
        .path("environment")
        .forEach(each -> environment.put(each.path("name").asText(), each.path("value").asText()));
    return environment;
  }

  /** What a replacement would change. */
  private Map<String, String> identities() {
    Map<String, String> identities = new TreeMap<>();
    JsonNode database = aws.json("rds describe-db-instances").at("/DBInstances/0");
    identities.put("database", database.path("DbiResourceId").asText());
    identities.put("database since", database.path("InstanceCreateTime").asText());
    JsonNode redis = aws.json("elasticache describe-replication-groups").at("/ReplicationGroups/0");
    identities.put("redis", redis.at("/NodeGroups/0/PrimaryEndpoint/Address").asText());
    identities.put("load balancer", loadBalancer().path("LoadBalancerArn").asText());
    aws.json("elbv2 describe-target-groups")
        .path("TargetGroups")
        .forEach(
            group ->
                identities.put(
                    group.path("TargetGroupName").asText(), group.path("TargetGroupArn").asText()));
    for (String service : SERVICES) {
      JsonNode found =
          aws.json(
                  "ecs describe-services --cluster alva-staging-cluster --services alva-" + service)
              .at("/services/0");
      identities.put("service " + service, found.path("createdAt").asText());
    }
    identities.put(
        "database url",
        aws.json("secretsmanager get-secret-value --secret-id alva-staging-database")
            .path("SecretString")
            .asText());
    return identities;
  }
}

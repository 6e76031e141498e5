package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Places;
import dev.terrace.support.PlannedChanges;
import dev.terrace.support.Prepared;
import java.io.IOException;
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
 * Alva without a domain on the simulated AWS, deployed from nothing through the launcher, the real
 * Terraform and the real provider: what is there afterwards. {@link AlvaDomainIT} continues from
 * the same deploy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlvaEndToEndIT {
  private static final String TARGET = "alva/staging";
  private static final String STATE_BUCKET = "alva-terraform-state";

  private Launcher terrace;
  private Aws aws;
  private AlvaInAws alva;

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
  void without_a_domain_paths_lead_to_the_services_over_http() {
    assertThat(alva.rules())
        .containsExactly(
            "HTTP 80: /admin,/admin/* → alva-staging-admin 3003",
            "HTTP 80: /api,/api/* → alva-staging-api 3001",
            "HTTP 80: /auth,/auth/* → alva-staging-auth 3002",
            "HTTP 80: default → alva-staging-web 3000");
  }

  @Test
  @Order(1)
  void without_a_domain_the_addresses_are_the_load_balancers_name_and_paths() {
    String http = "http://" + alva.loadBalancer().path("DNSName").asText();

    assertThat(alva.environment("web"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "NODE_ENV", "production",
                "NEXT_PUBLIC_API_URL", http + "/api",
                "NEXT_PUBLIC_AUTH_URL", http + "/auth",
                "API_INTERNAL_URL", "http://api.alva-staging.local:3001",
                "AUTH_INTERNAL_URL", "http://auth.alva-staging.local:3002"));
    assertThat(alva.environment("admin")).isEqualTo(alva.environment("web"));
    assertThat(alva.environment("auth")).containsEntry("CORS_ORIGINS", http);
    assertThat(alva.environment("api").get("REDIS_URL"))
        .matches("rediss://master\\.alva-staging\\.[a-z0-9.-]+:6379");
  }

  @Test
  @Order(1)
  void secrets_reach_the_containers_by_reference_only() {
    Map<String, List<String>> secrets = new TreeMap<>();
    for (String family : List.of("web", "api", "auth", "admin", "migrations")) {
      secrets.put(
          family,
          Aws.texts(alva.container(family).path("secrets"), "/valueFrom").stream()
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

    Places places = Places.of(terrace, aws, STATE_BUCKET, TARGET);
    assertThat(places.count()).isGreaterThan(20);
    Set<String> generated = new TreeSet<>(values.values());
    generated.remove("placeholder");
    assertThat(generated).hasSize(4).allMatch(value -> value.length() >= 32);
    for (String value : generated) {
      assertThat(places.with(value)).as("places of a secret").isEmpty();
    }
  }
}

package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Launcher;
import dev.terrace.support.Prepared;
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
 * Changes that AWS refuses half-way: rotated priorities are refused before anything is touched, and
 * a service whose repository holds images is removed whole. No other test gives a real plan to the
 * guard.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplyGuardIT {
  private static final String PLATFORM = "alva/staging/platform";

  private Launcher terrace;
  private Aws aws;

  @BeforeAll
  void begin_with_a_deployed_environment() {
    terrace = Prepared.fork("alva/staging");
    aws = new Aws(terrace, "us-east-1");
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  @Test
  @Order(1)
  void rotated_priorities_are_refused_with_the_two_steps() {
    Map<String, String> before = rules();
    Path rotated =
        ChangedEnvironment.of(
            "alva",
            "staging",
            yaml ->
                yaml.replace("priority: 10\n", "priority: 21\n")
                    .replace("priority: 20\n", "priority: 10\n")
                    .replace("priority: 30\n", "priority: 20\n")
                    .replace("priority: 21\n", "priority: 30\n"));

    Launcher.Result refused = deploy(rotated).exits(3);

    assertThat(refused.errors())
        .contains("error: alva/staging/platform: refused, nothing was changed:")
        .containsPattern(
            "api/route/rule-30 \\(aws_lb_listener_rule\\.\\S+\\) takes listener_arn \\S+, priority"
                + " 30 from aws_lb_listener_rule\\.admin_route_rule-30_")
        .contains("Deploy in two steps: first give those that take something a value that is free")
        .doesNotContain("Resume with");
    assertThat(rules()).isEqualTo(before);
  }

  @Test
  @Order(2)
  void a_service_whose_repository_holds_images_is_removed() {
    aws.call(
        "ecr",
        "put-image",
        "--repository-name",
        "alva-staging/auth",
        "--image-tag",
        "one",
        "--image-manifest",
        "{\"schemaVersion\": 2, \"config\": {\"digest\": \"sha256:a\"}, \"layers\": [],"
            + " \"mediaType\": \"application/vnd.docker.distribution.manifest.v2+json\"}");
    // A task that ECS has not deregistered yet.
    String service = "";
    for (JsonNode each : aws.json("servicediscovery list-services").path("Services")) {
      service = each.path("Name").asText().equals("auth") ? each.path("Id").asText() : service;
    }
    aws.call(
        "servicediscovery",
        "register-instance",
        "--service-id",
        service,
        "--instance-id",
        "task",
        "--attributes",
        "AWS_INSTANCE_IPV4=10.20.10.7");
    Path renamed =
        ChangedEnvironment.of(
            "alva",
            "staging",
            yaml ->
                yaml.replace("\n  auth:\n", "\n  login:\n")
                    .replace("priority: 20\n", "priority: 25\n")
                    .replace("publicUrl.auth}", "publicUrl.login}")
                    .replace("internalUrl.auth}", "internalUrl.login}"));

    Launcher.Result deployed = deploy(renamed).exits(0);

    assertThat(deployed.errors()).contains("alva/staging/platform: protections lifted: 2");
    assertThat(deployed.lines())
        .last()
        .asString()
        .startsWith("1 stack deployed; planned again: no changes.");
    assertThat(
            Aws.texts(
                aws.json("ecr describe-repositories").path("repositories"), "/repositoryName"))
        .contains("alva-staging/login")
        .doesNotContain("alva-staging/auth");
  }

  private Launcher.Result deploy(Path environments) {
    List<String> words = new ArrayList<>(List.of("deploy", PLATFORM, "--local", "--yes"));
    words.addAll(List.of("--environments", environments.toString()));
    return terrace.run(words.toArray(String[]::new));
  }

  /** The target of each priority. */
  private Map<String, String> rules() {
    Map<String, String> rules = new TreeMap<>();
    for (JsonNode balancer : aws.json("elbv2 describe-load-balancers").path("LoadBalancers")) {
      String arn = balancer.path("LoadBalancerArn").asText();
      for (JsonNode listener :
          aws.json("elbv2 describe-listeners --load-balancer-arn " + arn).path("Listeners")) {
        String words =
            "elbv2 describe-rules --listener-arn " + listener.path("ListenerArn").asText();
        for (JsonNode rule : aws.json(words).path("Rules")) {
          rules.put(
              listener.path("Port") + " " + rule.path("Priority").asText(),
              rule.at("/Actions/0/TargetGroupArn").asText());
        }
      }
    }
    assertThat(rules).hasSizeGreaterThan(3);
    return rules;
  }
}

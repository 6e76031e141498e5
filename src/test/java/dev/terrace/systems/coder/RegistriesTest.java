package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Images of private registries, and of Docker Hub through a cache. */
class RegistriesTest {
  private static final String SECRET = "arn:aws:secretsmanager:us-west-2:123456789012:secret:";
  private static final String CACHE = SECRET + "ecr-pullthroughcache/docker-hub-AbCdEf";
  private static final String PRIVATE = SECRET + "registries/company-AbCdEf";

  private static Synthesized with(String registries) {
    return Synthesized.changed(
        "coder", "production", yaml -> yaml + "\nregistries:\n" + registries + "\n");
  }

  /** {@code image credentials} by container. */
  private static Map<String, String> images(Synthesized coder) {
    Map<String, String> images = new TreeMap<>();
    for (Stack stack : coder.stacks()) {
      stack
          .ofType("aws_ecs_task_definition")
          .forEach(
              task -> {
                for (JsonNode container : task.json("container_definitions")) {
                  images.put(
                      container.path("name").asText(),
                      stack.readable(container.path("image").asText())
                          + " "
                          + container
                              .at("/repositoryCredentials/credentialsParameter")
                              .asText("-"));
                }
              });
    }
    return images;
  }

  @Test
  void without_the_key_images_are_pulled_as_they_are_named() {
    Synthesized coder = Synthesized.environment("coder", "production");

    assertThat(images(coder).values()).allMatch(image -> image.endsWith(" -"));
    assertThat(coder.stack("platform").count("aws_ecr_pull_through_cache_rule")).isZero();
  }

  @Test
  void images_of_a_private_registry_are_pulled_with_its_secret_and_no_others() {
    Synthesized coder = with("  credentials: {registry.company.com: \"" + PRIVATE + "\"}");
    Map<String, String> images = images(coder);

    assertThat(images.get("key-provisioner")).endsWith(" " + PRIVATE);
    images.remove("key-provisioner");
    assertThat(images.values()).allMatch(image -> image.endsWith(" -"));
    assertThat(granted(coder))
        .contains(
            "{\"Sid\":\"RegistryCredentials\",\"Effect\":\"Allow\","
                + "\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\""
                + PRIVATE
                + "\"}")
        .doesNotContain("FillImageCache");
  }

  @Test
  void images_of_docker_hub_come_through_the_cache_and_no_others() {
    Synthesized coder = with("  dockerHubCache: " + CACHE);
    Map<String, String> images = images(coder);
    String here = "<docker-hub/rule.registry_id>.dkr.ecr.us-west-2.amazonaws.com/";
    String prefix = "<docker-hub/rule.ecr_repository_prefix>";

    assertThat(images.get("clickhouse").replace("platform: ", ""))
        .isEqualTo(here + prefix + "/clickhouse/clickhouse-server:24-alpine -");
    assertThat(images.get("write-config")).isEqualTo(images.get("clickhouse"));
    assertThat(images.get("langfuse-web").replace("platform: ", ""))
        .isEqualTo(here + prefix + "/langfuse/langfuse:3 -");
    assertThat(images.get("coder")).isEqualTo("ghcr.io/coder/coder:latest -");
    assertThat(images.get("database-setup")).startsWith("public.ecr.aws/");
    assertThat(coder.stack("platform").describe("docker-hub/rule"))
        .isEqualTo(
            """
            credential_arn = %s
            ecr_repository_prefix = coder-production-docker-hub
            upstream_registry_url = registry-1.docker.io
            """
                .formatted(CACHE));
    assertThat(granted(coder))
        .contains(
            "{\"Sid\":\"FillImageCache\",\"Effect\":\"Allow\","
                + "\"Action\":[\"ecr:BatchImportUpstreamImage\",\"ecr:CreateRepository\"]")
        .contains("repository/coder-production-docker-hub/*")
        .doesNotContain("RegistryCredentials");
  }

  @Test
  void official_images_of_docker_hub_lie_below_library() {
    Synthesized coder =
        Synthesized.changed(
            "coder",
            "production",
            yaml ->
                yaml.replace(
                        "image: clickhouse/clickhouse-server:24-alpine",
                        "image: docker.io/clickhouse:24")
                    + "\nregistries: {dockerHubCache: \""
                    + CACHE
                    + "\"}\n");

    assertThat(images(coder).get("clickhouse")).contains("/library/clickhouse:24 ");
  }

  @Test
  void a_secret_that_ecr_refuses_for_a_cache_is_refused() {
    assertThatThrownBy(() -> with("  dockerHubCache: " + PRIVATE))
        .hasMessageContaining(
            "registries.dockerHubCache: must be a secret whose name begins with"
                + " ecr-pullthroughcache/, which ECR asks for");
    assertThatThrownBy(
            () ->
                with(
                    "  dockerHubCache: "
                        + CACHE
                        + "\n  credentials: {docker.io: \""
                        + PRIVATE
                        + "\"}"))
        .hasMessageContaining(
            "registries.credentials.docker.io: must be absent with dockerHubCache, which has its"
                + " own");
  }

  private static String granted(Synthesized coder) {
    Stack platform = coder.stack("platform");
    return platform.readable(platform.at("execution-role/policy").json("policy"));
  }
}

package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsFacts;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.constructs.service.ImageSources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How images are pulled. ECS developer guide, "Using non-AWS container images in Amazon ECS": the
 * secret holds {@code username} and {@code password}. ECR user guide, "Storing your upstream
 * repository credentials in an AWS Secrets Manager secret": its name begins with {@code
 * ecr-pullthroughcache/}, it holds {@code username} and {@code accessToken} and has AWS's own key.
 */
record Registries(
    @OptionalKey
        @JsonPropertyDescription(
            "ARN of the secret ecr-pullthroughcache/NAME with an account of Docker Hub: its images are pulled through"
                + " a cache in ECR; absent: from Docker Hub, which counts pulls by address.")
        @Is(AwsIds.SecretArn.class)
        String dockerHubCache,
    @OptionalKey
        @JsonPropertyDescription(
            "ARN of the secret with username and password by registry, such as registry.company.com; docker.io is"
                + " Docker Hub. The secrets have AWS's own key, aws/secretsmanager.")
        @Is(value = AwsIds.SecretArn.class, keys = HostValues.RegistryHost.class)
        Map<String, String> credentials)
    implements Checked {
  Registries {
    credentials = credentials == null ? Map.of() : new TreeMap<>(credentials);
  }

  static Registries none() {
    return new Registries(null, null);
  }

  List<String> secrets() {
    return credentials.values().stream().distinct().sorted().toList();
  }

  /**
   * Reports a secret that ECR does not read: its user guide, "Creating a pull through cache rule",
   * asks for the Region of the rule.
   */
  void checkRegion(Problems problems, String region) {
    if (dockerHubCache != null
        && AwsFacts.isRegion(region)
        && !dockerHubCache.contains(":" + region + ":")) {
      problems.at("dockerHubCache").add("must be a secret in " + region, dockerHubCache);
    }
  }

  @Override
  public void check(Problems problems) {
    problems.matches(
        "dockerHubCache",
        dockerHubCache,
        ".*:secret:ecr-pullthroughcache/.+-[A-Za-z0-9]{6}",
        "must be a secret whose name begins with ecr-pullthroughcache/, which ECR asks for");
    if (dockerHubCache != null && credentials.containsKey(ImageSources.DOCKER_HUB)) {
      problems
          .at("credentials")
          .at(ImageSources.DOCKER_HUB)
          .add("must be absent with dockerHubCache, which has its own");
    }
  }
}

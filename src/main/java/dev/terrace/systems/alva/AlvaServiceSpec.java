package dev.terrace.systems.alva;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.PathValues;
import dev.terrace.spec.ContainerSpec;
import dev.terrace.spec.PublishedService;
import dev.terrace.spec.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One service: its own image, reached by path on the load balancer's name, or by a host of its own
 * once the configuration names a domain.
 */
record AlvaServiceSpec(
    @JsonPropertyDescription("Port that the container listens on, 1-65535, unique.")
        @Between(least = 1, most = 65535)
        Integer port,
    @OptionalKey
        @JsonPropertyDescription(
            "Paths that lead here without a domain, such as /api/*. Absent: it takes what no path"
                + " takes, which one service does.")
        @Is(PathValues.RoutePath.class)
        String path,
    @JsonPropertyDescription("Its host below the domain, once there is one: api makes api.DOMAIN.")
        @Is(HostValues.HostLabel.class)
        String subdomain,
    @JsonPropertyDescription("Of its listener rule, 1-50000, unique; the lowest is tried first.")
        @Between(least = 1, most = 50_000)
        Integer priority,
    @JsonPropertyDescription(
            "CPU units of the task, 1024 are one vCPU: 256, 512, 1024, 2048, 4096, 8192, 16384.")
        Integer cpu,
    @JsonPropertyDescription("Memory of the task in MiB; which values there are depends on cpu.")
        Integer memoryMiB,
    @OptionalKey
        @JsonPropertyDescription("Tasks that run, 0 and up; default: 1.")
        @Between(least = 0, most = 5000)
        Integer desiredCount,
    @JsonPropertyDescription("HTTP path on its port that answers 200.")
        @Is(PathValues.HealthCheckPath.class)
        String healthCheckPath,
    @OptionalKey
        @JsonPropertyDescription(
            "Seconds in which failing health checks do not count; default: 60.")
        @Between(least = 0, most = 300)
        Integer startSeconds,
    @OptionalKey
        @JsonPropertyDescription(
            "Plain environment variables, never secrets; placeholders such as {publicUrl.api} are"
                + " filled in.")
        @Is(keys = ContainerValues.VariableName.class)
        Map<String, String> environment,
    @OptionalKey
        @JsonPropertyDescription(
            "Environment variables from secrets: a secret's name without the prefix.")
        @Is(keys = ContainerValues.VariableName.class)
        Map<String, String> secrets,
    @OptionalKey @JsonPropertyDescription("How its container is confined.") ContainerSpec container)
    implements PublishedService {

  AlvaServiceSpec {
    desiredCount = desiredCount == null ? 1 : desiredCount;
    startSeconds = startSeconds == null ? 60 : startSeconds;
    environment = environment == null ? Map.of() : new LinkedHashMap<>(environment);
    secrets = secrets == null ? Map.of() : new LinkedHashMap<>(secrets);
  }

  @Override
  public boolean isDefault() {
    return path == null;
  }

  /** What begins each path that leads here, without a slash at the end. */
  String basePath() {
    return isDefault() ? "" : path.substring(0, path.length() - "/*".length());
  }

  /**
   * What the load balancer compares a path with: {@code /admin/*} does not match {@code /admin},
   * where frameworks redirect {@code /admin/} to (Application Load Balancers user guide, "Path
   * conditions"; Next.js documentation, "trailingSlash").
   */
  List<String> patterns() {
    return List.of(basePath(), path);
  }

  /** What the constructs take. */
  ServiceSpec asService(String image) {
    return new ServiceSpec(
        "platform",
        image,
        cpu,
        memoryMiB,
        port,
        List.of(),
        desiredCount,
        healthCheckPath,
        null,
        startSeconds,
        List.of(),
        false,
        null,
        List.of(),
        environment,
        secrets,
        false,
        null,
        container);
  }

  @Override
  public void check(Problems problems) {
    asService("of its repository").check(problems);
    problems.matches("path", path, "(/[A-Za-z0-9._-]+)+/\\*", "must be paths such as /api/*");
  }
}

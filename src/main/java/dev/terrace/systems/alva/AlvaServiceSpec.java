package dev.terrace.systems.alva;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.spec.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One service: its own image, reached by path on the load balancer's name, or by a host of its own
 * once the configuration names a domain.
 */
record AlvaServiceSpec(
    @JsonPropertyDescription("Port that the container listens on, 1-65535, unique.") Integer port,
    @OptionalKey
        @JsonPropertyDescription(
            "Paths that lead here without a domain, such as /api/*. Absent: it takes what no path takes, which one"
                + " service does.")
        String path,
    @JsonPropertyDescription("Its host below the domain, once there is one: api makes api.DOMAIN.")
        String subdomain,
    @JsonPropertyDescription("Of its listener rule, 1-50000, unique; the lowest is tried first.")
        Integer priority,
    @JsonPropertyDescription(
            "CPU units of the task, 1024 are one vCPU: 256, 512, 1024, 2048, 4096, 8192, 16384.")
        Integer cpu,
    @JsonPropertyDescription("Memory of the task in MiB; which values there are depends on cpu.")
        Integer memoryMiB,
    @OptionalKey @JsonPropertyDescription("Tasks that run, 0 and up; default: 1.")
        Integer desiredCount,
    @JsonPropertyDescription("HTTP path on its port that answers 200.") String healthCheckPath,
    @OptionalKey
        @JsonPropertyDescription(
            "Seconds in which failing health checks do not count; default: 60.")
        Integer startSeconds,
    @OptionalKey
        @JsonPropertyDescription(
            "Plain environment variables, never secrets; placeholders such as {publicUrl.api} are filled in.")
        Map<String, String> environment,
    @OptionalKey
        @JsonPropertyDescription(
            "Environment variables from secrets: a secret's name without the prefix.")
        Map<String, String> secrets)
    implements Checked {

  /** RFC 1123: a label of a host name. */
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  AlvaServiceSpec {
    desiredCount = desiredCount == null ? 1 : desiredCount;
    startSeconds = startSeconds == null ? 60 : startSeconds;
    environment = environment == null ? Map.of() : new LinkedHashMap<>(environment);
    secrets = secrets == null ? Map.of() : new LinkedHashMap<>(secrets);
  }

  boolean isDefault() {
    return path == null;
  }

  /** What begins each path that leads here, without a slash at the end. */
  String basePath() {
    return isDefault() ? "" : path.substring(0, path.length() - "/*".length());
  }

  /** What the library's parts take; the image comes from the service's repository. */
  ServiceSpec asService() {
    return new ServiceSpec(
        "platform",
        "of its repository",
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
        null);
  }

  @Override
  public void check(Problems problems) {
    asService().check(problems);
    problems.matches("path", path, "(/[A-Za-z0-9._-]+)+/\\*", "must be paths such as /api/*");
    problems.matches(
        "subdomain", subdomain, LABEL, "must be one part of a host name, such as api-staging");
    problems.inRange("priority", priority, 1, 50_000);
  }
}

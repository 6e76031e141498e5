package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.PathValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Fargate service, as an entry of the configuration. Security rules, target group, listener
 * rules, records, Cloud Map name, log group, roles, outputs and alarms follow from it.
 *
 * <p>Texts in {@code image}, {@code environment}, {@code command}, {@code healthCheckCommand} and
 * {@code routes} may hold placeholders such as <code>{domain}</code>; {@link Placeholders} says
 * which there are.
 */
public record ServiceSpec(
    @OptionalKey @JsonPropertyDescription("Layer that the service belongs to; default: platform.")
        String layer,
    @JsonPropertyDescription("Image reference; a moving tag such as latest draws a warning.")
        @Is(ContainerValues.ImageReference.class)
        String image,
    @JsonPropertyDescription(
            "CPU units of the task, 1024 are one vCPU: 256, 512, 1024, 2048, 4096, 8192, 16384.")
        Integer cpu,
    @JsonPropertyDescription("Memory of the task in MiB; which values there are depends on cpu.")
        Integer memoryMiB,
    @JsonPropertyDescription("Port that the container listens on, 1-65535.")
        @Between(least = 1, most = 65535)
        Integer port,
    @OptionalKey
        @JsonPropertyDescription("More ports of the container, 1-65535.")
        @Between(least = 1, most = 65535)
        @Is(distinct = true)
        List<Integer> extraPorts,
    @OptionalKey
        @JsonPropertyDescription("Tasks that run, 0 and up; default: 1.")
        @Between(least = 0, most = 5000)
        Integer desiredCount,
    @OptionalKey
        @JsonPropertyDescription("HTTP path that answers 200; required with routes.")
        @Is(PathValues.HealthCheckPath.class)
        String healthCheckPath,
    @OptionalKey
        @JsonPropertyDescription(
            "Shell command inside the container that succeeds while it is healthy; use 127.0.0.1 and a tool that the"
                + " image has.")
        String healthCheckCommand,
    @OptionalKey
        @JsonPropertyDescription(
            "Seconds in which failing health checks do not count; default: 60.")
        @Between(least = 0, most = 300)
        Integer startSeconds,
    @OptionalKey
        @JsonPropertyDescription("Listener rules; none: reachable by its Cloud Map name only.")
        List<Route> routes,
    @OptionalKey @JsonPropertyDescription("Workspaces may reach its port; default: false.")
        Boolean fromWorkspaces,
    @OptionalKey
        @JsonPropertyDescription("A folder of the shared file system, seen by this service alone.")
        FileSystemMount fileSystem,
    @OptionalKey @JsonPropertyDescription("Arguments given to the image's entry point.")
        List<String> command,
    @OptionalKey
        @JsonPropertyDescription("Plain environment variables; never secrets.")
        @Is(keys = ContainerValues.VariableName.class)
        Map<String, String> environment,
    @OptionalKey
        @JsonPropertyDescription(
            "Environment variables from secrets: a secret's name without the prefix, and #field for one field of it.")
        @Is(keys = ContainerValues.VariableName.class)
        Map<String, String> secrets,
    @OptionalKey
        @JsonPropertyDescription(
            "Never two tasks at once: the old one is stopped before the new one starts; default: false.")
        Boolean singleWriter,
    @OptionalKey
        @JsonPropertyDescription("Target tracking on CPU; absent: the desired count stays.")
        Autoscaling autoscaling,
    @OptionalKey @JsonPropertyDescription("How its container is confined.") ContainerSpec container)
    implements TaskSpec, Checked {

  public ServiceSpec {
    layer = layer == null ? "platform" : layer;
    extraPorts = extraPorts == null ? List.of() : extraPorts;
    desiredCount = desiredCount == null ? 1 : desiredCount;
    startSeconds = startSeconds == null ? 60 : startSeconds;
    routes = routes == null ? List.of() : routes;
    fromWorkspaces = fromWorkspaces != null && fromWorkspaces;
    command = command == null ? List.of() : command;
    environment = environment == null ? Map.of() : new LinkedHashMap<>(environment);
    secrets = secrets == null ? Map.of() : new LinkedHashMap<>(secrets);
    singleWriter = singleWriter != null && singleWriter;
    container = container == null ? ContainerSpec.none() : container;
  }

  /** All its ports, the first one first. */
  @Override
  public List<Integer> ports() {
    return Stream.concat(Stream.of(port), extraPorts.stream()).toList();
  }

  @Override
  public void check(Problems problems) {
    checkTask(problems);
    int at = port == null ? -1 : extraPorts.indexOf(port);
    if (at >= 0) {
      problems.at("extraPorts").at(at).add("must be another port than the first one", port);
    }
    if (!routes.isEmpty() && healthCheckPath == null) {
      problems.at("healthCheckPath").add("is required for a service with routes");
    }
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i) != null) {
        routes.get(i).check(problems.at("routes").at(i));
      }
    }
    if (singleWriter && desiredCount > 1) {
      problems.at("desiredCount").add("must be 0 or 1 for a single writer", desiredCount);
    }
    checkScratch(problems.at("container").at("scratch"));
    if (autoscaling != null) {
      autoscaling.check(problems.at("autoscaling"));
      TaskSpec.checkStart(problems, desiredCount, "autoscaling", autoscaling.maximum());
      if (singleWriter) {
        problems.at("autoscaling").add("must be absent for a single writer");
      }
    }
  }

  /** ECS refuses two mount points at one path of a container. */
  private void checkScratch(Problems problems) {
    String path = fileSystem == null ? null : fileSystem.path();
    int at = path == null ? -1 : container.scratch().indexOf(path);
    if (at >= 0) {
      problems.at(at).add("must be another folder than fileSystem.path, which is there", path);
    }
  }

  /**
   * @param path where the service stands, such as services.app
   */
  public void addHosts(OwnHosts own, String path) {
    for (int i = 0; i < routes.size(); i++) {
      own.addAll(path + ".routes[" + i + "].hosts", routes.get(i).hosts());
    }
  }

  /**
   * Application Auto Scaling user guide, "Target tracking scaling policies": without data of its
   * metric nothing is scaled, and no task means no CPU.
   */
  @Override
  public List<String> warnings(String key) {
    List<String> warnings = new ArrayList<>(TaskSpec.super.warnings(key));
    if (autoscaling != null && autoscaling.minimum() == 0) {
      warnings.add(
          key
              + ".autoscaling.minimum: with 0 tasks there is no CPU to measure: once there are none,"
              + " none is started again");
    }
    return warnings;
  }

  @Override
  public Integer fewestTasks() {
    return autoscaling == null ? desiredCount : autoscaling.minimum();
  }
}

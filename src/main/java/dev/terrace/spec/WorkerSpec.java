package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.Is;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service on Fargate that takes messages from a queue, as an entry of the configuration. Nobody
 * connects to it: it has no port, no route and no Cloud Map name.
 *
 * <p>Texts in {@code image}, {@code environment}, {@code command} and {@code healthCheckCommand}
 * may hold placeholders; {@link Placeholders} says which there are.
 */
public record WorkerSpec(
    @JsonPropertyDescription("Image reference; a moving tag such as latest draws a warning.")
        @Is(ContainerValues.ImageReference.class)
        String image,
    @JsonPropertyDescription(
            "CPU units of the task, 1024 are one vCPU: 256, 512, 1024, 2048, 4096, 8192, 16384.")
        Integer cpu,
    @JsonPropertyDescription("Memory of the task in MiB; which values there are depends on cpu.")
        Integer memoryMiB,
    @OptionalKey
        @JsonPropertyDescription("Tasks that run, 0 and up; default: 1.")
        @Between(least = 0, most = 5000)
        Integer desiredCount,
    @OptionalKey
        @JsonPropertyDescription(
            "Shell command inside the container that succeeds while it is healthy.")
        String healthCheckCommand,
    @OptionalKey
        @JsonPropertyDescription(
            "Seconds in which failing health checks do not count; default: 60.")
        @Between(least = 0, most = 300)
        Integer startSeconds,
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
            "Target tracking on waiting messages for each task; absent: the desired count stays.")
        BacklogScaling scaling,
    @OptionalKey @JsonPropertyDescription("How its container is confined.") ContainerSpec container)
    implements TaskSpec, Checked {

  public WorkerSpec {
    desiredCount = desiredCount == null ? 1 : desiredCount;
    startSeconds = startSeconds == null ? 60 : startSeconds;
    command = command == null ? List.of() : command;
    environment = environment == null ? Map.of() : new LinkedHashMap<>(environment);
    secrets = secrets == null ? Map.of() : new LinkedHashMap<>(secrets);
    container = container == null ? ContainerSpec.none() : container;
  }

  @Override
  public List<Integer> ports() {
    return List.of();
  }

  @Override
  public FileSystemMount fileSystem() {
    return null;
  }

  @Override
  public Integer fewestTasks() {
    return scaling == null ? desiredCount : scaling.minimum();
  }

  @Override
  public void check(Problems problems) {
    checkTask(problems);
    if (scaling != null) {
      scaling.check(problems.at("scaling"));
      TaskSpec.checkStart(problems, desiredCount, "scaling", scaling.maximum());
    }
  }
}

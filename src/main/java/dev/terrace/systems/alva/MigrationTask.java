package dev.terrace.systems.alva;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Problems;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.Is;
import dev.terrace.spec.FargateSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one-off task that migrates the database. */
record MigrationTask(
    @JsonPropertyDescription("Service whose image it runs.") String service,
    @JsonPropertyDescription("CPU units of the task, as for a service.") Integer cpu,
    @JsonPropertyDescription("Memory of the task in MiB, as for a service.") Integer memoryMiB,
    @JsonPropertyDescription("What is run.") List<String> command,
    @JsonPropertyDescription("Environment variables from secrets, as for a service.")
        @Is(keys = ContainerValues.VariableName.class)
        Map<String, String> secrets) {
  MigrationTask {
    command = command == null ? List.of() : command;
    secrets = secrets == null ? Map.of() : new LinkedHashMap<>(secrets);
  }

  /**
   * @param services of the environment, one of which gives its image
   */
  void check(Problems problems, Set<String> services) {
    if (service != null && !services.contains(service)) {
      problems
          .at("service")
          .add("must be one of the services: " + String.join(", ", services), service);
    }
    if (command.stream().allMatch(word -> word != null && word.isBlank())) {
      problems.at("command").add("must name a command");
    }
    new FargateSize(cpu, memoryMiB).check(problems);
    AlvaSecrets.CATALOG.checkReferences(problems.at("secrets"), secrets);
  }
}

package dev.terrace.actions.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ConfigOrigins;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.drift.CodeValue;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of the environments' files that decide what synthesized resources have. */
final class ConfigKeys {
  private final Map<EnvironmentId, ConfigOrigins> origins = new HashMap<>();
  private final Map<StackId, Map<String, Resource>> resources = new HashMap<>();

  ConfigKeys(Project project, Synthesis synthesis) {
    Environments files = new Environments(project.environments());
    for (Environment<?> environment : synthesis.selection().environments()) {
      EnvironmentId id = environment.id();
      origins.put(id, new ConfigOrigins(files.written(id), stack -> ""));
      Map<StackId, JsonNode> trees = new LinkedHashMap<>();
      for (Stack stack : synthesis.stacks()) {
        if (stack.id().environment().equals(id)) {
          trees.put(stack.id(), stack.file().tree());
        }
      }
      for (Resource each : new Model(id, environment.config().region(), trees).resources()) {
        resources.computeIfAbsent(each.stack(), key -> new HashMap<>()).put(each.address(), each);
      }
    }
  }

  /**
   * @param path of the value, as in {@link dev.terrace.drift.DriftedValue}
   */
  Optional<ValueOrigin> of(StackId stack, String address, String path) {
    Resource resource =
        resources.getOrDefault(stack, Map.of()).get(address.replaceFirst("\\[.*", ""));
    if (resource == null) {
      return Optional.empty();
    }
    ValueOrigin origin =
        origins.get(stack.environment()).of(resource, path, CodeValue.at(resource.body(), path));
    return Optional.of(origin).filter(found -> !found.key().isEmpty());
  }
}

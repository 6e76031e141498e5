package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.StackFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives the {@link Lookup} of a stack. */
final class Lookups {
  private Lookups() {}

  static Lookup of(Stack stack, Synthesis synthesis, DeployTarget target) {
    JsonNode provider = stack.file().awsProvider();
    Map<StackId, Map<String, Output>> read = new HashMap<>();
    return new Lookup(
        target.awsApi().calls(provider.path("region").asText()),
        provider,
        (data, output) ->
            stack.dependencies().stream()
                .filter(each -> StackFile.remoteState(each.stackName()).equals(data))
                .findFirst()
                .map(id -> read.computeIfAbsent(id, each -> outputs(each, synthesis, target)))
                .flatMap(outputs -> Optional.ofNullable(outputs.get(output)))
                .map(each -> each.value().asText()));
  }

  private static Map<String, Output> outputs(StackId id, Synthesis synthesis, DeployTarget target) {
    Stack stack = synthesis.stack(id);
    Map<String, Output> outputs = target.prepare(stack, Purpose.READ).outputs();
    if (!synthesis.chosen().contains(stack)) {
      target.release(stack);
    }
    return outputs;
  }
}

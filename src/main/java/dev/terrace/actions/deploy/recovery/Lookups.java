package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gives the {@link Lookup} of a stack. */
public final class Lookups {
  private Lookups() {}

  public static Lookup of(Stack stack, Synthesis synthesis, DeployTarget target) {
    return of(stack, target, id -> prepared(id, synthesis, target));
  }

  /**
   * @param prepared Terraform in the working folder of a stack that it reads
   */
  public static Lookup of(Stack stack, DeployTarget target, Function<StackId, Terraform> prepared) {
    JsonNode provider = stack.file().awsProvider();
    Map<StackId, Map<String, Output>> read = new HashMap<>();
    return new Lookup(
        target.awsApi().calls(provider.path("region").asText()),
        provider,
        (data, output) ->
            stack.dependencies().stream()
                .filter(each -> StackFile.remoteState(each.stackName()).equals(data))
                .findFirst()
                .map(id -> read.computeIfAbsent(id, each -> prepared.apply(each).outputs()))
                .flatMap(outputs -> Optional.ofNullable(outputs.get(output)))
                .map(each -> each.value().asText()));
  }

  private static Terraform prepared(StackId id, Synthesis synthesis, DeployTarget target) {
    Stack stack = synthesis.stack(id);
    Terraform terraform = target.prepare(stack, Purpose.READ);
    if (!synthesis.chosen().contains(stack)) {
      target.release(stack);
    }
    return terraform;
  }
}

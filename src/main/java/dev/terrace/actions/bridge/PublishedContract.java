package dev.terrace.actions.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.ParameterStore;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.StoredParameter;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.layers.SystemBridge;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One environment's contract and where it is published.
 *
 * @param path such as {@code /coder-production}
 * @param stack that publishes it
 */
record PublishedContract(
    Environment<?> environment, BridgeContract contract, String path, StackId stack) {

  /**
   * @param note takes a sentence about each environment that publishes nothing
   */
  static List<PublishedContract> of(Selection selection, Consumer<String> note) {
    List<PublishedContract> published = new ArrayList<>();
    for (Environment<?> environment : selection.environments()) {
      SystemDefinition<?> system = Systems.named(environment.id().system());
      Optional<? extends SystemBridge<?>> bridge = system.bridge();
      if (bridge.isEmpty()) {
        note.accept(environment.id() + ": publishes nothing, since its system has no bridge");
      } else {
        String path = system.bridgePathUnchecked(environment).orElseThrow();
        published.add(
            new PublishedContract(
                environment,
                bridge.get().contract(),
                path,
                environment.id().stack(bridge.get().layer())));
      }
    }
    return List.copyOf(published);
  }

  /** The parameters that exist below the path, by name without it. */
  Map<String, StoredParameter> stored(DeployTarget target) {
    try (AwsApi api = target.awsApi()) {
      Map<String, StoredParameter> stored = new TreeMap<>();
      new ParameterStore(api, environment.config().region())
          .below(path)
          .forEach(
              (name, each) -> stored.put(name, new StoredParameter(each.type(), each.value())));
      return stored;
    } catch (ParameterStore.Unreadable e) {
      throw UserError.failed(environment.id() + ": " + e.getMessage());
    }
  }

  /** The values in the stack's state; empty if it is not deployed. */
  Optional<Map<String, String>> applied(DeployTarget target) {
    return StackStates.open(
            new StackStates.Entry(stack, environment.config().stateBackend()), target)
        .map(Terraform::state)
        .filter(state -> !state.isEmpty())
        .map(this::applied);
  }

  private Map<String, String> applied(State state) {
    Map<String, String> values = new TreeMap<>();
    state
        .resources()
        .forEach(
            (address, attributes) -> {
              if (State.typeOf(address).equals("aws_ssm_parameter")) {
                addDirectlyBelow(attributes, values);
              }
            });
    return values;
  }

  private void addDirectlyBelow(JsonNode attributes, Map<String, String> values) {
    String name = attributes.path("name").asText();
    if (name.startsWith(path + "/") && name.indexOf('/', path.length() + 1) < 0) {
      values.put(name.substring(path.length() + 1), attributes.path("value").asText());
    }
  }
}

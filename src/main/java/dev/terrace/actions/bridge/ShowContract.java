package dev.terrace.actions.bridge;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.StoredParameter;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the contracts of environments, with the values where they are deployed. */
public final class ShowContract {
  private final RunContext run;

  public ShowContract(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets as on the command line
   * @param local against the simulated AWS
   */
  public record Request(List<String> targets, boolean local) {}

  /** One contract per environment. */
  public record Result(List<Contract> environments) {}

  /**
   * An environment's contract.
   *
   * @param path where it is published
   * @param values by the parameter's name; a SecureString's value is replaced by its type
   */
  public record Contract(
      EnvironmentId environment, BridgeContract contract, String path, Map<String, String> values) {
    public boolean isDeployed() {
      return values.containsKey(BridgeContract.VERSION.name());
    }
  }

  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    DeployTarget target = DeployTarget.open(run, request.local());
    List<Contract> environments = new ArrayList<>();
    for (PublishedContract published : PublishedContract.of(selection, run.ui()::note)) {
      environments.add(
          new Contract(
              published.environment().id(),
              published.contract(),
              published.path(),
              values(published.contract(), published.stored(target))));
    }
    return new Result(List.copyOf(environments));
  }

  private static Map<String, String> values(
      BridgeContract contract, Map<String, StoredParameter> stored) {
    Map<String, String> values = new TreeMap<>();
    for (Parameter parameter : contract.published()) {
      StoredParameter value = stored.get(parameter.name());
      if (value != null) {
        values.put(
            parameter.name(),
            value.type().equals("SecureString") ? "(SecureString)" : value.value());
      }
    }
    return values;
  }
}

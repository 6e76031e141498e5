package dev.terrace.constructs;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The SSM parameters of a contract, read by Terraform workspaces outside of this project. A change
 * of the path replaces all of them.
 */
public final class Bridge extends Construct {

  /**
   * @param path that the parameters lie under, such as {@code /coder-production}
   * @param values by name, one for each parameter of the contract; of a list, its elements with
   *     commas between
   */
  public record Props(BridgeContract contract, String path, Map<String, String> values) {}

  /**
   * @throws IllegalArgumentException when a parameter has no value, or a value no parameter
   */
  public Bridge(Construct scope, String id, Props props) {
    super(scope, id);
    Map<String, String> open = new LinkedHashMap<>(props.values());
    open.put(BridgeContract.VERSION.name(), props.contract().version().toString());
    for (Parameter parameter : props.contract().published()) {
      String value = open.remove(parameter.name());
      if (value == null) {
        throw new IllegalArgumentException(
            "bridge parameter '" + parameter.name() + "' has no value");
      }
      new StringParameter(
          this,
          parameter.name(),
          new StringParameter.Props(
              props.path() + "/" + parameter.name(),
              parameter.meaning(),
              value,
              parameter.type().isList()));
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("no bridge parameters: " + List.copyOf(open.keySet()));
    }
  }
}

package dev.terrace.bridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Problems;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which SSM parameters the environments of a system publish. Declared once per system; the
 * parameters, the HCL module for consumers, its documentation and the contract file are generated
 * from it.
 *
 * @param system whose environments publish
 * @param module folder below {@code modules/} of the HCL module
 * @param version a change that breaks consumers needs a higher major number, an addition a higher
 *     minor one
 * @param parameters without {@link #VERSION}, which every contract has
 */
public record BridgeContract(
    String system, String module, ContractVersion version, List<Parameter> parameters) {

  /** The parameter that holds the contract's version. */
  public static final Parameter VERSION =
      new Parameter(
          "bridge-version",
          ParameterType.STRING,
          "Version of the contract, major.minor",
          new ContractVersion(1, 0),
          "the contract");

  /** The form of every name; a module's output has the same name with underscores. */
  static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /**
   * One parameter.
   *
   * @param name below the environment's path, such as {@code cluster-arn}
   * @param meaning for consumers, without a full stop
   * @param since the contract's version that introduced it
   * @param source construct and attribute that the value comes from, such as {@code
   *     cluster/cluster.arn}, or {@code network: vpc/vpc.id} from another layer: what stays when a
   *     parameter is renamed
   */
  public record Parameter(
      String name, ParameterType type, String meaning, ContractVersion since, String source) {

    /** The name of the module's output. */
    String outputName() {
      return name.replace('-', '_');
    }
  }

  public BridgeContract {
    parameters = List.copyOf(parameters);
    Problems problems = Problems.of("bridge of " + system);
    Set<String> names = new LinkedHashSet<>();
    for (Parameter parameter : parameters) {
      Problems at = problems.at(parameter.name());
      if (!parameter.name().matches(NAME)) {
        at.add("must be lower-case words separated by hyphens", parameter.name());
      }
      if (parameter.name().equals(VERSION.name()) || !names.add(parameter.name())) {
        at.add("is declared twice");
      }
      if (parameter.since().compareTo(version) > 0) {
        at.add("must be since " + version + " or earlier", parameter.since());
      }
      if (parameter.meaning().isBlank()) {
        at.add("must have a meaning");
      }
    }
    problems.throwIfAny();
  }

  /** The first version of a contract, without parameters. */
  public static BridgeContract first(String system, String module) {
    return new BridgeContract(system, module, VERSION.since(), List.of());
  }

  /** The same contract in a later version, which the parameters that are added next are since. */
  public BridgeContract in(ContractVersion later) {
    return new BridgeContract(system, module, later, parameters);
  }

  /** Adds an identifier that AWS has assigned. */
  public BridgeContract id(String name, String meaning, String source) {
    return with(name, ParameterType.ID, meaning, source);
  }

  /** Adds a list of such identifiers. */
  public BridgeContract ids(String name, String meaning, String source) {
    return with(name, ParameterType.ID_LIST, meaning, source);
  }

  public BridgeContract arn(String name, String meaning, String source) {
    return with(name, ParameterType.ARN, meaning, source);
  }

  public BridgeContract text(String name, String meaning, String source) {
    return with(name, ParameterType.STRING, meaning, source);
  }

  private BridgeContract with(String name, ParameterType type, String meaning, String source) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, type, meaning, version, source));
    return new BridgeContract(system, module, version, more);
  }

  /** Every parameter that is published, the version last. */
  public List<Parameter> published() {
    List<Parameter> all = new ArrayList<>(parameters);
    all.add(VERSION);
    return List.copyOf(all);
  }

  public Optional<Parameter> parameter(String name) {
    return published().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The contract as a file: the same for the same contract, byte by byte. */
  public String text() {
    return Json.pretty(toJson());
  }

  ObjectNode toJson() {
    ObjectNode tree =
        Json.object()
            .put("system", system)
            .put("module", module)
            .put("version", version.toString());
    ArrayNode list = tree.putArray("parameters");
    for (Parameter parameter : published()) {
      list.addObject()
          .put("name", parameter.name())
          .put("type", parameter.type().toString())
          .put("meaning", parameter.meaning())
          .put("since", parameter.since().toString())
          .put("source", parameter.source());
    }
    return tree;
  }
}

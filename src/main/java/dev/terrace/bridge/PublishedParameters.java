package dev.terrace.bridge;

import dev.terrace.aws.ParameterStore.Stored;
import dev.terrace.bridge.BridgeContract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The parameters that lie under an environment's path, beside what the contract says.
 *
 * @param path such as {@code /coder-production}
 * @param there what Systems Manager has directly below the path, by name without it
 * @param applied the values that Terraform wrote last, by name without the path
 */
public record PublishedParameters(
    BridgeContract contract, String path, Map<String, Stored> there, Map<String, String> applied) {

  /** What can be wrong with a parameter. */
  public enum Kind {
    MISSING("missing"),
    STALE("stale"),
    EXTRA("extra"),
    WRONG_TYPE("wrong type");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param name the parameter's whole name
   */
  public record Finding(Kind kind, String name, String words) {

    /** {@code missing: /coder-production/efs-id: …}. */
    @Override
    public String toString() {
      return kind + ": " + name + ": " + words;
    }
  }

  /** Everything that is wrong, in the contract's order, what is extra last. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Parameter parameter : contract.published()) {
      check(parameter, findings);
    }
    there.forEach(
        (name, value) -> {
          if (contract.parameter(name).isEmpty()) {
            findings.add(
                new Finding(
                    Kind.EXTRA,
                    path + "/" + name,
                    applied.containsKey(name)
                        ? "is of an earlier contract, and the next deploy takes it away"
                        : "is in no contract and was not made here: delete it, or move it to"
                            + " another path"));
          }
        });
    return List.copyOf(findings);
  }

  private void check(Parameter parameter, List<Finding> findings) {
    String name = path + "/" + parameter.name();
    Stored value = there.get(parameter.name());
    if (value == null) {
      findings.add(new Finding(Kind.MISSING, name, parameter.meaning() + " is not published"));
      return;
    }
    String type = parameter.type().ssmType();
    if (!value.type().equals(type)) {
      findings.add(
          new Finding(Kind.WRONG_TYPE, name, "must be a " + type + ", and is a " + value.type()));
    } else if (!parameter.type().fits(value.value())) {
      findings.add(
          new Finding(
              Kind.WRONG_TYPE,
              name,
              "must be of the type " + parameter.type() + ", and is '" + value.value() + "'"));
    }
    String expected =
        parameter.equals(BridgeContract.VERSION)
            ? contract.version().toString()
            : applied.get(parameter.name());
    if (expected == null) {
      findings.add(
          new Finding(Kind.STALE, name, "was not made by the platform stack as it is deployed"));
    } else if (!expected.equals(value.value()) && value.type().equals(type)) {
      findings.add(
          new Finding(
              Kind.STALE, name, "is '" + value.value() + "', and has to be '" + expected + "'"));
    }
  }
}

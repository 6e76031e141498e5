package dev.terrace.bridge;

import dev.terrace.bridge.BridgeContract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The parameters under an environment's path, compared with the contract.
 *
 * @param path such as {@code /coder-production}
 * @param there the parameters in Systems Manager directly below the path, by name without it
 * @param applied the values that Terraform last wrote, by name without the path
 */
public record PublishedParameters(
    BridgeContract contract,
    String path,
    Map<String, StoredParameter> there,
    Map<String, String> applied) {

  /** What can be wrong with a parameter. */
  public enum Kind {
    MISSING("missing"),
    STALE("stale"),
    EXTRA("extra"),
    WRONG_TYPE("wrong type");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    @Override
    public String toString() {
      return description;
    }
  }

  /**
   * One deviation from the contract.
   *
   * @param name the parameter's full name
   */
  public record Finding(Kind kind, String name, String description) {

    /** {@code missing: /coder-production/efs-id: …}. */
    @Override
    public String toString() {
      return kind + ": " + name + ": " + description;
    }
  }

  /** Every deviation, in the contract's order, extra parameters last. */
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
                        ? "belongs to an earlier contract; the next deploy deletes it"
                        : "is not in the contract and not managed by Terrace: delete it, or move it to"
                            + " another path"));
          }
        });
    return List.copyOf(findings);
  }

  private void check(Parameter parameter, List<Finding> findings) {
    String name = path + "/" + parameter.name();
    StoredParameter value = there.get(parameter.name());
    if (value == null) {
      findings.add(new Finding(Kind.MISSING, name, parameter.meaning() + " is not published"));
      return;
    }
    String type = parameter.type().ssmType();
    if (!value.type().equals(type)) {
      findings.add(
          new Finding(Kind.WRONG_TYPE, name, "must be a " + type + ", but is a " + value.type()));
    } else if (!parameter.type().fits(value.value())) {
      findings.add(
          new Finding(
              Kind.WRONG_TYPE,
              name,
              "must be of type " + parameter.type() + ", but is '" + value.value() + "'"));
    }
    String expected =
        parameter.equals(BridgeContract.VERSION)
            ? contract.version().toString()
            : applied.get(parameter.name());
    if (expected == null) {
      findings.add(new Finding(Kind.STALE, name, "was not created by the deployed platform stack"));
    } else if (!expected.equals(value.value()) && value.type().equals(type)) {
      findings.add(
          new Finding(
              Kind.STALE, name, "is '" + value.value() + "', but must be '" + expected + "'"));
    }
  }
}

package dev.terrace.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.terrace.actions.bridge.CheckContract;
import dev.terrace.actions.bridge.CheckContract.Comparison;
import dev.terrace.actions.bridge.CheckContract.EnvironmentCheck;
import dev.terrace.actions.bridge.ShowContract;
import dev.terrace.actions.bridge.WriteModules;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.ContractChanges;
import dev.terrace.bridge.PublishedParameters.Kind;
import dev.terrace.ui.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Contracts of bridges, for people and for scripts. */
public final class BridgePrinter {
  private BridgePrinter() {}

  public static void print(ShowContract.Result result, Console console) {
    result.environments().forEach(each -> print(each, console));
  }

  private static void print(ShowContract.Contract shown, Console console) {
    BridgeContract contract = shown.contract();
    console.result(
        console.bold(shown.environment().toString())
            + "  contract "
            + contract.version()
            + ", read by modules/"
            + contract.module()
            + (shown.isDeployed() ? "" : ", not deployed"));
    int name = width(contract, Parameter::name);
    int type = width(contract, parameter -> parameter.type().toString());
    String row = "  " + shown.path() + "/%-" + name + "s  %-" + type + "s  %s";
    String indent = " ".repeat(shown.path().length() + name + type + 7);
    for (Parameter parameter : contract.published()) {
      String value = shown.values().getOrDefault(parameter.name(), "-");
      console.result(row.formatted(parameter.name(), parameter.type(), value));
      console.result(indent + console.dim(parameter.meaning()));
    }
  }

  private static int width(BridgeContract contract, Function<Parameter, String> column) {
    return contract.published().stream().map(column).mapToInt(String::length).max().orElse(0);
  }

  public static Object asJson(ShowContract.Result result) {
    return Map.of(
        "environments", result.environments().stream().map(BridgePrinter::asJson).toList());
  }

  private static ShownContract asJson(ShowContract.Contract shown) {
    BridgeContract contract = shown.contract();
    return new ShownContract(
        shown.environment().toString(),
        shown.path(),
        contract.version().toString(),
        "modules/" + contract.module(),
        contract.published().stream()
            .map(
                parameter ->
                    new ShownParameter(
                        shown.path() + "/" + parameter.name(),
                        parameter.type().toString(),
                        parameter.meaning(),
                        parameter.since().toString(),
                        shown.values().get(parameter.name())))
            .toList());
  }

  private record ShownContract(
      String environment,
      String path,
      String version,
      String module,
      List<ShownParameter> parameters) {}

  private record ShownParameter(
      String name, String type, String meaning, String since, String value) {}

  public static void print(CheckContract.Result result, Console console) {
    result.contracts().forEach(each -> print(each, console));
    result.environments().forEach(each -> print(each, result.option(), console));
  }

  private static void print(Comparison comparison, Console console) {
    BridgeContract contract = comparison.contract();
    boolean changed = comparison.changes().filter(each -> !each.changes().isEmpty()).isPresent();
    console.result(
        console.bold("contract of " + contract.system() + " " + contract.version())
            + ", "
            + comparison
                .changes()
                .map(found -> "released as " + found.released().version())
                .orElse("not released yet")
            + (changed ? ":" : ": no changes"));
    comparison
        .changes()
        .ifPresent(found -> found.changes().forEach(change -> console.result("  " + change)));
    comparison.refusal().ifPresent(why -> console.result(console.bad("  " + why)));
  }

  private static void print(EnvironmentCheck check, String option, Console console) {
    String id = check.environment().toString();
    if (!check.deployed()) {
      console.result(
          console.bold(id) + ": not deployed; deploy with: ./terrace deploy " + id + option);
    } else if (check.findings().isEmpty()) {
      int count = check.contract().published().size();
      console.result(
          console.bold(id)
              + ": "
              + console.good(
                  count + " parameters under " + check.path() + ", as the contract says"));
    } else {
      console.result(console.bold(id) + ":");
      check.findings().forEach(finding -> console.result("  " + console.bad(finding.toString())));
      if (check.findings().stream().anyMatch(finding -> finding.kind() != Kind.EXTRA)) {
        console.result("  Fix with: ./terrace deploy " + check.stack() + option);
      }
    }
  }

  public static Object asJson(CheckContract.Result result) {
    return new CheckDocument(
        result.contracts().stream().map(BridgePrinter::asJson).toList(),
        result.isRefused()
            ? null
            : result.environments().stream().map(BridgePrinter::asJson).toList());
  }

  private static ComparedContract asJson(Comparison comparison) {
    BridgeContract contract = comparison.contract();
    return new ComparedContract(
        contract.system(),
        contract.version().toString(),
        comparison.changes().map(found -> found.released().version().toString()).orElse(null),
        comparison.changes().map(ContractChanges::breaking).orElse(false),
        comparison.refusal().orElse(null),
        comparison.changes().stream()
            .flatMap(found -> found.changes().stream())
            .map(each -> new Difference(each.name(), each.kind().toString(), each.description()))
            .toList());
  }

  private static CheckedEnvironment asJson(EnvironmentCheck check) {
    return new CheckedEnvironment(
        check.environment().toString(),
        check.path(),
        check.contract().version().toString(),
        "modules/" + check.contract().module(),
        check.deployed(),
        check.findings().stream()
            .map(each -> new Difference(each.name(), each.kind().toString(), each.description()))
            .toList());
  }

  /**
   * @param environments null if a contract is refused
   */
  @JsonInclude(Include.NON_NULL)
  private record CheckDocument(
      List<ComparedContract> contracts, List<CheckedEnvironment> environments) {}

  private record ComparedContract(
      String system,
      String version,
      String released,
      boolean breaking,
      String refused,
      List<Difference> changes) {}

  private record CheckedEnvironment(
      String environment,
      String path,
      String version,
      String module,
      boolean deployed,
      List<Difference> findings) {}

  private record Difference(String parameter, String kind, String words) {}

  public static void print(WriteModules.Result result, Console console) {
    for (WriteModules.Module module : result.modules()) {
      module.written().forEach(file -> console.result(file.toString()));
      console.note(
          "module of "
              + module.contract().system()
              + " "
              + module.contract().version()
              + " in "
              + module.folder()
              + (module.written().isEmpty() ? ": nothing to change" : ""));
    }
  }

  public static Object asJson(WriteModules.Result result) {
    return new ModulesDocument(
        1,
        result.modules().stream()
            .map(
                each ->
                    new WrittenModule(
                        each.contract().system(),
                        each.contract().version().toString(),
                        each.folder().toString(),
                        each.written().stream().map(Path::toString).toList()))
            .toList());
  }

  private record ModulesDocument(int version, List<WrittenModule> modules) {}

  private record WrittenModule(
      String system, String contractVersion, String folder, List<String> written) {}
}

package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.bridge.CheckContract;
import dev.terrace.actions.bridge.CheckContract.Comparison;
import dev.terrace.actions.bridge.CheckContract.EnvironmentCheck;
import dev.terrace.actions.bridge.ShowContract;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.ContractChanges;
import dev.terrace.bridge.PublishedParameters.Kind;
import dev.terrace.config.EnvironmentId;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;

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
    int name = 0;
    int type = 0;
    for (Parameter parameter : contract.published()) {
      name = Math.max(name, parameter.name().length());
      type = Math.max(type, parameter.type().toString().length());
    }
    String indent = " ".repeat(shown.path().length() + name + type + 7);
    for (Parameter parameter : contract.published()) {
      console.result(
          "  "
              + pad(shown.path() + "/" + parameter.name(), shown.path().length() + name + 1)
              + "  "
              + pad(parameter.type().toString(), type)
              + "  "
              + shown.values().getOrDefault(parameter.name(), "-"));
      console.result(indent + console.dim(parameter.meaning()));
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  public static ObjectNode asJson(ShowContract.Result result) {
    ObjectNode tree = Json.object();
    ArrayNode environments = tree.putArray("environments");
    for (ShowContract.Contract shown : result.environments()) {
      ObjectNode node = environments.addObject();
      put(shown.environment(), shown.path(), shown.contract(), node);
      ArrayNode parameters = node.putArray("parameters");
      for (Parameter parameter : shown.contract().published()) {
        parameters
            .addObject()
            .put("name", shown.path() + "/" + parameter.name())
            .put("type", parameter.type().toString())
            .put("meaning", parameter.meaning())
            .put("since", parameter.since().toString())
            .put("value", shown.values().get(parameter.name()));
      }
    }
    return tree;
  }

  private static void put(
      EnvironmentId environment, String path, BridgeContract contract, ObjectNode node) {
    node.put("environment", environment.toString())
        .put("path", path)
        .put("version", contract.version().toString())
        .put("module", "modules/" + contract.module());
  }

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
        console.result("  Fix with: ./terrace deploy " + id + "/" + BridgeContract.LAYER + option);
      }
    }
  }

  public static ObjectNode asJson(CheckContract.Result result) {
    ObjectNode tree = Json.object();
    ArrayNode contracts = tree.putArray("contracts");
    result.contracts().forEach(each -> put(each, contracts.addObject()));
    if (!result.isRefused()) {
      ArrayNode environments = tree.putArray("environments");
      result.environments().forEach(each -> put(each, environments.addObject()));
    }
    return tree;
  }

  private static void put(Comparison comparison, ObjectNode node) {
    BridgeContract contract = comparison.contract();
    node.put("system", contract.system())
        .put("version", contract.version().toString())
        .put(
            "released",
            comparison.changes().map(each -> each.released().version().toString()).orElse(null))
        .put("breaking", comparison.changes().map(ContractChanges::breaking).orElse(false))
        .put("refused", comparison.refusal().orElse(null));
    ArrayNode list = node.putArray("changes");
    comparison
        .changes()
        .ifPresent(
            found ->
                found
                    .changes()
                    .forEach(
                        change ->
                            list.addObject()
                                .put("parameter", change.name())
                                .put("kind", change.kind().toString())
                                .put("words", change.description())));
  }

  private static void put(EnvironmentCheck check, ObjectNode node) {
    put(check.environment(), check.path(), check.contract(), node);
    node.put("deployed", check.deployed());
    ArrayNode list = node.putArray("findings");
    check
        .findings()
        .forEach(
            finding ->
                list.addObject()
                    .put("parameter", finding.name())
                    .put("kind", finding.kind().toString())
                    .put("words", finding.description()));
  }
}

package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.cloud.LockProviders;
import dev.terrace.actions.cloud.PushToCloud.PushedStack;
import dev.terrace.actions.cloud.PushToCloud.Result;
import dev.terrace.actions.cloud.PushToCloud.RunReport;
import dev.terrace.project.Outcome;
import dev.terrace.project.ProviderLock;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;

/** Runs in Terraform Cloud, for people and for scripts. */
public final class CloudPrinter {
  private CloudPrinter() {}

  /** What is left to do; nothing if every run succeeded. */
  public static void printIncomplete(Result result, Console console) {
    if (result.isComplete()) {
      return;
    }
    console.note("");
    for (PushedStack each : result.stacks()) {
      console.note("  " + each.stack() + ": " + each.outcome().describe());
    }
    console.note("Resume with: ./terrace cloud push " + result.targets());
  }

  public static void print(Result result, Console console) {
    if (result.isComplete()) {
      int count = result.stacks().size();
      String number = count == 1 ? "1 stack" : count + " stacks";
      boolean changed =
          result.stacks().stream().anyMatch(each -> each.outcome() == Outcome.APPLIED);
      console.result(
          console.good(
              changed
                  ? number + " pushed and applied in Terraform Cloud."
                  : "Nothing to change: " + number + " as described."));
    }
  }

  public static ObjectNode asJson(Result result) {
    ObjectNode tree = Json.object();
    ArrayNode list = tree.putArray("stacks");
    for (PushedStack each : result.stacks()) {
      ObjectNode node =
          list.addObject()
              .put("stack", each.stack().toString())
              .put("workspace", each.workspace())
              .put("outcome", each.outcome().describe());
      each.report().ifPresent(report -> put(report, node));
    }
    return tree;
  }

  private static void put(RunReport report, ObjectNode node) {
    node.put("run", report.id()).put("url", report.address());
    node.putObject("counts")
        .put("import", report.counts().imports())
        .put("create", report.counts().additions())
        .put("change", report.counts().changes())
        .put("destroy", report.counts().destructions());
    node.put("seconds", report.seconds());
  }

  public static void print(LockProviders.Result result, Console console) {
    ProviderLock.Written written = result.written();
    console.result(
        ProviderLock.FILE
            + ": "
            + String.join(", ", written.covered())
            + " from "
            + written.from());
    if (!written.missing().isEmpty()) {
      console.result(
          "not available there: "
              + String.join(", ", written.missing())
              + "; on those, 'terraform init' in a stack's folder refuses the provider until you add"
              + " them, where the registry can be reached, with: ./terrace cloud lock --registry");
    }
  }
}

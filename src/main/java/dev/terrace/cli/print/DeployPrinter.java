package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.DeployResult;
import dev.terrace.actions.deploy.DeployResult.StackResult;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The result of a deploy, for people and for scripts. */
public final class DeployPrinter {
  private final Console console;

  public DeployPrinter(Console console) {
    this.console = console;
  }

  /**
   * @param resume the command that resumes an incomplete deploy
   * @param all outputs between stacks as well
   */
  public void print(DeployResult result, String resume, boolean all) {
    if (!result.isComplete()) {
      printIncomplete(result, resume);
      return;
    }
    printRemaining(result);
    OutputPrinter.print(shown(result, all), console);
    int count = result.stacks().size();
    String stacks = count == 1 ? "1 stack" : count + " stacks";
    if (!result.isChanged()) {
      console.result(
          console.good(
              "No changes: "
                  + stacks
                  + (count == 1 ? " matches" : " match")
                  + " the configuration."));
    } else if (result.isClean()) {
      console.result(
          console.good(stacks + " deployed; planned again: no changes.") + " " + tally(result));
    } else {
      console.result(
          console.bad(stacks + " deployed, but a second plan still finds changes, see above."));
    }
  }

  /** The same as JSON on stdout; what a person reads of an incomplete deploy goes to stderr. */
  public void printJson(DeployResult result, String resume, boolean all) {
    if (!result.isComplete()) {
      printIncomplete(result, resume);
    }
    printRemaining(result);
    console.result(Json.pretty(asJson(result, shown(result, all))).stripTrailing());
  }

  private void printIncomplete(DeployResult result, String resume) {
    console.note("");
    for (StackResult each : result.stacks()) {
      console.note("  " + each.stack().id() + ": " + each.outcome().describe());
    }
    console.note(
        (result.stoppedByUser() ? "Stopped at your request. " : "") + "Resume with: " + resume);
  }

  private void printRemaining(DeployResult result) {
    for (StackResult each : result.stacks()) {
      if (!each.remaining().isEmpty()) {
        PlanPrinter.print(each.stack(), each.remaining(), console::note);
      }
    }
  }

  private static Map<StackId, Map<String, Output>> shown(DeployResult result, boolean all) {
    Map<StackId, Map<String, Output>> shown = new LinkedHashMap<>();
    result
        .outputs()
        .forEach((stack, outputs) -> shown.put(stack, OutputPrinter.shown(outputs, all)));
    return shown;
  }

  private static String tally(DeployResult result) {
    return "("
        + result.count(Plan.Action.CREATE)
        + " created, "
        + result.count(Plan.Action.UPDATE)
        + " changed, "
        + result.count(Plan.Action.REPLACE)
        + " replaced, "
        + result.count(Plan.Action.DELETE)
        + " destroyed)";
  }

  private static ObjectNode asJson(DeployResult result, Map<StackId, Map<String, Output>> outputs) {
    ObjectNode tree =
        Json.object().put("complete", result.isComplete()).put("clean", result.isClean());
    ArrayNode list = tree.putArray("stacks");
    for (StackResult each : result.stacks()) {
      ObjectNode node =
          list.addObject()
              .put("stack", each.stack().id().toString())
              .put("outcome", each.outcome().describe());
      Map<String, Long> counts = new TreeMap<>();
      for (Plan.Change change : each.plan().changes()) {
        counts.merge(Messages.of(change.action()), 1L, Long::sum);
      }
      ObjectNode countNode = node.putObject("counts");
      counts.forEach(countNode::put);
      node.put("seconds", each.seconds());
      node.set("outputs", OutputPrinter.asJson(outputs.getOrDefault(each.stack().id(), Map.of())));
    }
    return tree;
  }
}

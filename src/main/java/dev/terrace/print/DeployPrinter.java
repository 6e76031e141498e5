package dev.terrace.print;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.actions.deploy.DeployResult;
import dev.terrace.actions.deploy.DeployResult.StackResult;
import dev.terrace.actions.deploy.DescribePlans;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The result of a deploy, for people and for scripts. */
public final class DeployPrinter {
  private DeployPrinter() {}

  /**
   * What a second plan still finds, and how to go on after an incomplete deploy.
   *
   * @param resume the command that resumes it
   */
  public static void printNotes(DeployResult result, String resume, Console console) {
    if (!result.isComplete()) {
      Unfinished.print(
          result.stacks().stream()
              .map(each -> each.stack().id() + ": " + each.outcome().describe()),
          (result.stoppedByUser() ? "Stopped at your request. " : "")
              + Unfinished.next(
                  result.stacks().stream().flatMap(each -> each.repair().stream()),
                  result.isRefused() || result.isLocked() ? Unfinished.AGAIN : Unfinished.RESUME,
                  resume),
          console);
    }
    for (StackResult each : result.stacks()) {
      if (!each.remaining().isEmpty()) {
        PlanPrinter.note(DescribePlans.alone(each.stack(), each.remaining()), console);
      }
    }
  }

  /**
   * @param all outputs between stacks as well
   */
  public static void print(DeployResult result, boolean all, Console console) {
    if (!result.isComplete()) {
      return;
    }
    OutputPrinter.print(OutputPrinter.shown(result.outputs(), all), console);
    int count = result.stacks().size();
    String stacks = Messages.counted(count, "stack");
    if (!result.isChanged()) {
      String match = count == 1 ? " matches" : " match";
      console.result(console.good("No changes: " + stacks + match + " the configuration."));
    } else if (result.isClean()) {
      console.result(
          console.good(stacks + " deployed; planned again: no changes.") + " " + tally(result));
    } else {
      console.result(
          console.bad(stacks + " deployed, but a second plan still finds changes, see above."));
    }
  }

  private static String tally(DeployResult result) {
    return "(%s created, %s changed, %s replaced, %s destroyed)"
        .formatted(
            result.count(Plan.Action.CREATE),
            result.count(Plan.Action.UPDATE),
            result.count(Plan.Action.REPLACE),
            result.count(Plan.Action.DELETE));
  }

  public static Object asJson(DeployResult result, boolean all) {
    Map<StackId, Map<String, Output>> outputs = OutputPrinter.shown(result.outputs(), all);
    return new Document(
        result.isComplete(),
        result.isClean(),
        result.stacks().stream()
            .map(each -> asJson(each, outputs.getOrDefault(each.stack().id(), Map.of())))
            .toList());
  }

  private static Stack asJson(StackResult result, Map<String, Output> outputs) {
    Map<String, Long> counts =
        result.plan().changes().stream()
            .map(change -> Messages.of(change.action()))
            .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    return new Stack(
        result.stack().id().toString(),
        result.outcome().describe(),
        counts,
        result.seconds(),
        result.repair().orElse(null),
        OutputPrinter.values(outputs));
  }

  private record Document(boolean complete, boolean clean, List<Stack> stacks) {}

  /**
   * @param repair what has to be done before another deploy can succeed; null where nothing has
   */
  private record Stack(
      String stack,
      String outcome,
      Map<String, Long> counts,
      long seconds,
      String repair,
      Map<String, JsonNode> outputs) {}
}

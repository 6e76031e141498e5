package dev.terrace.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.terrace.actions.cloud.LockProviders;
import dev.terrace.actions.cloud.PushToCloud.PushedStack;
import dev.terrace.actions.cloud.PushToCloud.Result;
import dev.terrace.actions.cloud.PushToCloud.RunReport;
import dev.terrace.project.Outcome;
import dev.terrace.project.ProviderLock;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.Map;

/** Runs in Terraform Cloud, for people and for scripts. */
public final class CloudPrinter {
  private CloudPrinter() {}

  /** What is left to do; nothing if every run succeeded. */
  public static void printIncomplete(Result result, Console console) {
    if (!result.isComplete()) {
      Unfinished.print(
          result.stacks().stream().map(each -> each.stack() + ": " + each.outcome().describe()),
          "Resume with: ./terrace cloud push " + result.targets(),
          console);
    }
  }

  public static void print(Result result, Console console) {
    if (result.isComplete()) {
      String stacks = Messages.counted(result.stacks().size(), "stack");
      boolean changed =
          result.stacks().stream().anyMatch(each -> each.outcome() == Outcome.APPLIED);
      console.result(
          console.good(
              changed
                  ? stacks + " pushed and applied in Terraform Cloud."
                  : "Nothing to change: " + stacks + " as described."));
    }
  }

  public static Object asJson(Result result) {
    return Map.of("stacks", result.stacks().stream().map(CloudPrinter::asJson).toList());
  }

  private static Stack asJson(PushedStack pushed) {
    return new Stack(
        pushed.stack().toString(),
        pushed.workspace(),
        pushed.outcome().describe(),
        pushed.report().map(RunReport::id).orElse(null),
        pushed.report().map(RunReport::address).orElse(null),
        pushed.report().map(RunReport::counts).map(Counts::of).orElse(null),
        pushed.report().map(RunReport::seconds).orElse(null));
  }

  @JsonInclude(Include.NON_NULL)
  private record Stack(
      String stack,
      String workspace,
      String outcome,
      String run,
      String url,
      Counts counts,
      Long seconds) {}

  private record Counts(@JsonProperty("import") int imports, int create, int change, int destroy) {
    static Counts of(dev.terrace.cloud.Counts run) {
      return new Counts(run.imports(), run.additions(), run.changes(), run.destructions());
    }
  }

  public static void print(LockProviders.Result result, Console console) {
    ProviderLock.Written written = result.written();
    console.result(
        "%s: %s from %s"
            .formatted(ProviderLock.FILE, String.join(", ", written.covered()), written.from()));
    if (!written.missing().isEmpty()) {
      console.result(
          "not available there: "
              + String.join(", ", written.missing())
              + "; on those, 'terraform init' in a stack's folder refuses the provider until you add"
              + " them, where the registry can be reached, with: ./terrace cloud lock --registry");
    }
  }
}

package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.DestroyResult;
import dev.terrace.actions.deploy.DestroyResult.StackResult;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;

/** The result of a destroy, for people and for scripts. */
public final class DestroyPrinter {
  private final Console console;

  public DestroyPrinter(Console console) {
    this.console = console;
  }

  /**
   * @param resume the command that resumes an incomplete destroy
   */
  public void print(DestroyResult result, String resume) {
    if (!result.isComplete()) {
      printIncomplete(result, resume);
      return;
    }
    int count = result.deployed().size();
    console.result(
        count == 0
            ? "Nothing is deployed."
            : console.good(
                (count == 1 ? "1 stack" : count + " stacks")
                    + " destroyed, "
                    + result.destroyed()
                    + " resources; nothing is left of them."));
  }

  /** The same as JSON on stdout; what a person reads of an incomplete destroy goes to stderr. */
  public void printJson(DestroyResult result, String resume) {
    ObjectNode tree = Json.object().put("complete", result.isComplete());
    ArrayNode stacks = tree.putArray("stacks");
    for (StackResult each : result.stacks()) {
      stacks
          .addObject()
          .put("stack", each.stack().id().toString())
          .put("outcome", each.outcome().describe())
          .put("destroyed", each.destroyed());
    }
    console.result(Json.pretty(tree).stripTrailing());
    if (!result.isComplete()) {
      printIncomplete(result, resume);
    }
  }

  private void printIncomplete(DestroyResult result, String resume) {
    console.note("");
    for (StackResult each : result.deployed()) {
      console.note("  " + each.stack().id() + ": " + each.outcome().describe());
    }
    console.note("Resume with: " + resume);
  }
}

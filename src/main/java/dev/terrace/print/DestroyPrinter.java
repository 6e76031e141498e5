package dev.terrace.print;

import dev.terrace.actions.deploy.DestroyResult;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;

/** The result of a destroy, for people and for scripts. */
public final class DestroyPrinter {
  private DestroyPrinter() {}

  public static void print(DestroyResult result, Console console) {
    if (result.isComplete()) {
      int count = result.deployed().size();
      console.result(
          count == 0
              ? "Nothing is deployed."
              : console.good(
                  "%s destroyed, %s resources; nothing is left of them."
                      .formatted(Messages.counted(count, "stack"), result.destroyed())));
    }
  }

  /**
   * How to go on after an incomplete destroy, on stderr.
   *
   * @param resume the command that resumes it
   */
  public static void printIncomplete(DestroyResult result, String resume, Console console) {
    if (!result.isComplete()) {
      Unfinished.print(
          result.deployed().stream()
              .map(each -> each.stack().id() + ": " + each.outcome().describe()),
          Unfinished.next(
              result.stacks().stream().flatMap(each -> each.repair().stream()),
              result.isLocked() ? Unfinished.AGAIN : Unfinished.RESUME,
              resume),
          console);
    }
  }

  public static Object asJson(DestroyResult result) {
    return new Document(
        result.isComplete(),
        result.stacks().stream()
            .map(
                each ->
                    new Stack(
                        each.stack().id().toString(),
                        each.outcome().describe(),
                        each.destroyed(),
                        each.repair().orElse(null)))
            .toList());
  }

  private record Document(boolean complete, List<Stack> stacks) {}

  /**
   * @param repair what has to be done before another destroy can succeed; null where nothing has
   */
  private record Stack(String stack, String outcome, int destroyed, String repair) {}
}

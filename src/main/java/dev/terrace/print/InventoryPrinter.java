package dev.terrace.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.terrace.actions.inventory.ListDeployed.Deployed;
import dev.terrace.actions.inventory.ListDeployed.Result;
import dev.terrace.config.EnvironmentId;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;

/** Prints which stacks are deployed. */
public final class InventoryPrinter {
  private InventoryPrinter() {}

  public static void print(Result result, Console console) {
    result.problems().forEach(console::warn);
    if (result.stacks().isEmpty()) {
      console.result(
          result.isComplete() ? "nothing is deployed" : "no state that can be read holds anything");
    }
    EnvironmentId current = null;
    for (Deployed each : result.stacks()) {
      EnvironmentId environment = each.stack().environment();
      if (!environment.equals(current)) {
        current = environment;
        console.result(console.bold(environment.toString()));
        if (!each.hasFile()) {
          console.note(
              environment
                  + " has no file any more; destroy it with: ./terrace destroy "
                  + environment
                  + result.option());
        }
      }
      console.result(
          String.format(
              "  %-40s %-14s serial %-5d %s",
              each.stack(),
              each.resources().map(count -> Messages.counted(count, "resource")).orElse(""),
              each.serial(),
              each.place()));
    }
  }

  public static Object asJson(Result result) {
    return new Document(
        result.stacks().stream()
            .map(
                each ->
                    new Entry(
                        each.stack().toString(),
                        each.place(),
                        each.resources().orElse(null),
                        each.serial(),
                        each.hasFile()))
            .toList(),
        result.problems());
  }

  private record Document(List<Entry> deployed, List<String> problems) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Entry(
      String stack, String place, Integer resources, long serial, boolean hasFile) {}
}

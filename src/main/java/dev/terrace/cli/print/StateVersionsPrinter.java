package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.backend.ListStateVersions.Result;
import dev.terrace.state.StateHistory.Entry;
import dev.terrace.state.StoredState;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.Locale;

/** The versions of a state, for people and for scripts. */
public final class StateVersionsPrinter {
  private StateVersionsPrinter() {}

  public static void print(Result result, Console console) {
    console.result(
        result.stack()
            + ": "
            + (result.total() > result.versions().size()
                ? "the newest " + result.versions().size() + " of " + result.total()
                : result.total())
            + (result.total() == 1 ? " version" : " versions"));
    int number = 1;
    for (Entry each : result.versions()) {
      console.result(
          String.format(
              Locale.ROOT,
              "%4d  %s  %-8s %-12s %9d bytes  %s%s",
              number++,
              Messages.time(each.written()),
              each.state().map(state -> "serial " + state.serial()).orElse(""),
              each.state()
                  .map(StateVersionsPrinter::resources)
                  .orElse(each.deletion() ? "deleted" : "incomplete"),
              each.bytes(),
              each.id(),
              each.current() ? "  (current)" : ""));
    }
  }

  private static String resources(StoredState state) {
    int count = state.resources().size();
    return count + (count == 1 ? " resource" : " resources");
  }

  public static ObjectNode asJson(Result result) {
    ObjectNode tree = Json.object().put("stack", result.stack().toString());
    tree.put("total", result.total());
    ArrayNode versions = tree.putArray("versions");
    for (Entry each : result.versions()) {
      ObjectNode node =
          versions
              .addObject()
              .put("id", each.id())
              .put("written", each.written().toString())
              .put("bytes", each.bytes())
              .put("current", each.current())
              .put("deletion", each.deletion());
      each.state()
          .ifPresent(
              state ->
                  node.put("serial", state.serial())
                      .put("lineage", state.lineage())
                      .put("resources", state.resources().size()));
    }
    return tree;
  }
}

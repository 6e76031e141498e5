package dev.terrace.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.terrace.actions.backend.ListStateVersions.Result;
import dev.terrace.state.StateVersions.Entry;
import dev.terrace.state.StoredState;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;
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
                  .map(state -> Messages.counted(state.resources().size(), "resource"))
                  .orElse(each.deletion() ? "deleted" : "incomplete"),
              each.bytes(),
              each.id(),
              each.current() ? "  (current)" : ""));
    }
  }

  public static Object asJson(Result result) {
    return new Document(
        result.stack().toString(),
        result.total(),
        result.versions().stream().map(StateVersionsPrinter::asJson).toList());
  }

  private static Version asJson(Entry entry) {
    return new Version(
        entry.id(),
        entry.written().toString(),
        entry.bytes(),
        entry.current(),
        entry.deletion(),
        entry.state().map(StoredState::serial).orElse(null),
        entry.state().map(StoredState::lineage).orElse(null),
        entry.state().map(state -> state.resources().size()).orElse(null));
  }

  private record Document(String stack, int total, List<Version> versions) {}

  @JsonInclude(Include.NON_NULL)
  private record Version(
      String id,
      String written,
      long bytes,
      boolean current,
      boolean deletion,
      Long serial,
      String lineage,
      Integer resources) {}
}

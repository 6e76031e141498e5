package dev.terrace.cli;

import dev.terrace.actions.backend.ListStateVersions;
import dev.terrace.actions.backend.RestoreState;
import dev.terrace.actions.backend.RestoreState.Result;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.error.UserError;
import dev.terrace.print.StateVersionsPrinter;
import dev.terrace.state.StateVersions.Entry;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace backend restore}. */
@Command(name = "restore")
final class BackendRestore extends ProjectCommand implements Runnable {
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Parameters(paramLabel = "TARGET")
  private String target;

  @Option(names = "--version", paramLabel = "ID")
  private String version;

  @Option(names = "--limit", paramLabel = "NUMBER", defaultValue = "20")
  private int limit;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    if (limit < 1) {
      throw UserError.usage("--limit must be 1 or more, got " + limit);
    }
    if (json.given() && version != null) {
      throw UserError.usage("--json lists the versions, --version restores one: give one");
    }
    if (version != null) {
      print(restore(version, true, yes.consent(console(), "backend restore")));
      return;
    }
    ListStateVersions.Result versions =
        new ListStateVersions(context())
            .run(new ListStateVersions.Request(target, local.given(), limit));
    if (json.given()) {
      JsonOption.print(console(), StateVersionsPrinter.asJson(versions));
    } else if (versions.versions().isEmpty()) {
      print(new Result.NoState(versions.stack()));
    } else {
      StateVersionsPrinter.print(versions, console());
      restoreOneOf(versions);
    }
  }

  private void restoreOneOf(ListStateVersions.Result versions) {
    if (!console().isTerminal()) {
      throw UserError.usage(
          "there is no terminal to ask at: name one of them with --version ID, and add --yes");
    }
    Confirmation confirmation = yes.consent(console(), "backend restore");
    Optional<Entry> chosen = ask(versions.versions());
    print(
        chosen.isEmpty()
            ? new Result.Declined(versions.stack())
            : restore(chosen.get().id(), false, confirmation));
  }

  private Optional<Entry> ask(List<Entry> versions) {
    String answer = console().ask("Number of the version to go back to, or nothing:");
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    if (!answer.matches("\\d{1,6}")
        || Integer.parseInt(answer) < 1
        || Integer.parseInt(answer) > versions.size()) {
      throw UserError.usage("'" + answer + "' is not a number of the list");
    }
    return Optional.of(versions.get(Integer.parseInt(answer) - 1));
  }

  private Result restore(String id, boolean anyLineage, Confirmation confirmation) {
    return new RestoreState(context(), confirmation)
        .run(new RestoreState.Request(target, local.given(), id, anyLineage));
  }

  private void print(Result result) {
    if (result instanceof Result.NoState none) {
      console().result(none.stack() + ": there is no state and never was one");
    } else if (result instanceof Result.Restored restored) {
      console()
          .result(
              "%s: restored %s of serial %s, written as serial %s"
                  .formatted(
                      restored.stack(),
                      Messages.counted(restored.resources(), "resource"),
                      restored.from(),
                      restored.serial()));
      console().note("See the effect: " + restored.effect());
    } else {
      console().result("nothing was restored");
    }
  }
}

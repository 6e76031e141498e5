package dev.terrace.cli;

import dev.terrace.actions.backend.ListStateVersions;
import dev.terrace.actions.backend.RestoreState;
import dev.terrace.actions.backend.RestoreState.Result;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.cli.print.StateVersionsPrinter;
import dev.terrace.error.UserError;
import dev.terrace.state.StateHistory.Entry;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace backend restore}. */
@Command(
    name = "restore",
    description = {
      "Restores an earlier version of a state.",
      "Lists the versions in the bucket, shows the consequences for the resources, asks,"
          + " and writes the version as a new one with the next serial, under the state's lock."
          + " The replaced state becomes an earlier version.",
      "It changes what Terraform knows, never the resources: run a plan afterwards.",
      "It also restores a deleted or truncated state. A version of another lineage belongs"
          + " to another deployment and has to be named with --version."
    },
    exitCodeList = {
      "0:restored or listed",
      "1:failed; run the same command again to continue",
      "2:wrong usage",
      "3:refused: the state is locked, or the version is not a state or has another lineage"
    },
    footer = {
      "  ./terrace backend restore coder/production/data",
      "  ./terrace backend restore coder/production/data --json",
      "  ./terrace backend restore coder/production/data --version ID --yes"
    })
final class BackendRestore extends ProjectCommand implements Runnable {
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Parameters(paramLabel = "TARGET", description = "SYSTEM/ENVIRONMENT/LAYER: one stack.")
  private String target;

  @Option(names = "--version", paramLabel = "ID", description = "The version to restore.")
  private String version;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "How many versions to list, newest first. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Print the list as JSON; ask and restore nothing.")
  private boolean json;

  @Override
  public void run() {
    if (limit < 1) {
      throw UserError.usage("--limit must be 1 or more, got " + limit);
    }
    if (json && version != null) {
      throw UserError.usage("--json lists the versions, --version restores one: give one");
    }
    if (version != null) {
      print(restore(version, true, yes.consent(console(), "backend restore")));
      return;
    }
    ListStateVersions.Result versions =
        new ListStateVersions(context())
            .run(new ListStateVersions.Request(target, local.given(), limit));
    if (json) {
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
      console().note("See the effect: ./terrace plan " + restored.stack() + restored.option());
    } else {
      console().result("nothing was restored");
    }
  }
}

package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.backend.StateBackends;
import dev.terrace.aws.AwsApi;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.LockedException;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateBucket;
import dev.terrace.state.StateHistory;
import dev.terrace.state.StateHistory.Entry;
import dev.terrace.state.StoredState;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend restore}. */
@Command(
    name = "restore",
    description = {
      "Lists the versions of one stack's state that the bucket keeps, says what going back to one"
          + " means for the resources, asks, and writes it as a new version with the next serial. The"
          + " state's lock is held meanwhile, and what is there becomes one more earlier version.",
      "It changes what Terraform knows, never the resources themselves: plan afterwards.",
      "A state that is deleted or cut off is restored as well. A version of another lineage, which"
          + " is another estate, has to be named with --version."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:restored, or listed",
      "1:failed; the same command goes on",
      "2:wrong usage",
      "3:refused: the state is locked, or the version is no state or of another lineage"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace backend restore coder/production/data",
      "  ./terrace backend restore coder/production/data --json",
      "  ./terrace backend restore coder/production/data --version ID --yes"
    })
final class BackendRestore implements Callable<Integer> {
  private static final int SHOWN_ADDRESSES = 20;

  @ParentCommand private BackendCommand backend;
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Parameters(paramLabel = "TARGET", description = "SYSTEM/ENVIRONMENT/LAYER, one stack.")
  private String target;

  @Option(names = "--version", paramLabel = "ID", description = "The version to go back to.")
  private String version;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "How many versions are listed, the newest first; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "The list as JSON; nothing is asked or restored.")
  private boolean json;

  @Override
  public Integer call() {
    TerraceCommand terrace = backend.terrace();
    Console console = terrace.console();
    if (limit < 1) {
      throw UserError.usage("--limit must be 1 or more, got " + limit);
    }
    if (json && version != null) {
      throw UserError.usage("--json lists the versions, --version restores one: give one");
    }
    Selection selection = Selection.read(terrace.project(), List.of(target));
    StackStates.Entry entry = one(StackStates.of(selection));
    if (!(entry.backend() instanceof Backend.S3 s3)) {
      throw UserError.usage(
          entry.stack()
              + " keeps its state in the backend '"
              + StateBackends.kind(entry.backend())
              + "'; only a bucket keeps versions that Terrace can restore");
    }
    DeployTarget estate = DeployTarget.open(terrace.context(), local.given());
    try (AwsApi api = estate.awsApi();
        StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
      if (bucket == null) {
        throw UserError.failed("there is no bucket " + s3.bucket());
      }
      console.passing("reading the versions of " + entry.stack());
      StateHistory history = new StateHistory(bucket.object(entry.stack()), limit);
      console.endPassing();
      if (json) {
        console.result(Json.pretty(asJson(entry, history)).stripTrailing());
        return ExitCode.DONE;
      }
      return restore(entry, s3, history, estate, console);
    } catch (LockedException e) {
      throw UserError.refused(Messages.locked(e.stack(), e.holder(), estate.option()));
    }
  }

  private StackStates.Entry one(List<StackStates.Entry> entries) {
    if (entries.size() != 1) {
      throw UserError.usage(
          "'"
              + target
              + "' names "
              + entries.size()
              + " stacks, and a state is restored one at a time: "
              + String.join(", ", entries.stream().map(e -> e.stack().toString()).toList()));
    }
    return entries.get(0);
  }

  private int restore(
      StackStates.Entry entry,
      Backend.S3 s3,
      StateHistory history,
      DeployTarget estate,
      Console console) {
    if (history.entries().isEmpty()) {
      console.result(entry.stack() + ": there is no state and never was one");
      return ExitCode.DONE;
    }
    if (version == null) {
      list(entry, history, console);
    }
    if (version == null && !console.isTerminal()) {
      throw UserError.usage(
          "there is no terminal to ask at: name one of them with --version ID, and add --yes");
    }
    Confirmation consent = yes.consent(console, "backend restore");
    Optional<Entry> chosen = version == null ? ask(history, console) : Optional.of(named(history));
    if (chosen.isEmpty()) {
      console.result("nothing was restored");
      return ExitCode.DONE;
    }
    StoredState earlier = requireRestorable(entry, history, chosen.get(), console);
    describe(entry, history, earlier, console);
    if (!consent.given("Restore this version?")) {
      console.result("nothing was restored");
      return ExitCode.DONE;
    }
    console.passing("restoring the state of " + entry.stack());
    long serial =
        history.restore(
            chosen.get(),
            () -> StateBackend.stateOf(entry.stack(), s3, estate.folder(), estate::terraformIn));
    console.endPassing();
    console.result(
        entry.stack()
            + ": restored "
            + resources(earlier)
            + " of serial "
            + earlier.serial()
            + ", written as serial "
            + serial);
    console.note("See what it means: ./terrace plan " + entry.stack() + estate.option());
    return ExitCode.DONE;
  }

  private Entry named(StateHistory history) {
    return history
        .named(version)
        .orElseThrow(
            () ->
                UserError.usage(
                    "there is no version '"
                        + version
                        + "' of the state of "
                        + target
                        + "; without --version they are listed"));
  }

  private static Optional<Entry> ask(StateHistory history, Console console) {
    String answer = console.ask("Number of the version to go back to, or nothing:");
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    List<Entry> entries = history.entries();
    if (!answer.matches("\\d{1,6}")
        || Integer.parseInt(answer) < 1
        || Integer.parseInt(answer) > entries.size()) {
      throw UserError.usage("'" + answer + "' is no number of the list");
    }
    return Optional.of(entries.get(Integer.parseInt(answer) - 1));
  }

  private StoredState requireRestorable(
      StackStates.Entry entry, StateHistory history, Entry chosen, Console console) {
    if (chosen.state().isEmpty()) {
      throw UserError.refused(
          "version "
              + chosen.id()
              + " is "
              + (chosen.deletion() ? "a deletion" : "no whole state")
              + " and cannot be restored");
    }
    StoredState earlier = chosen.state().get();
    if (chosen.current()) {
      throw UserError.refused(
          "version " + chosen.id() + " is what is there: there is nothing to restore");
    }
    String lineage = history.lastReadable().map(StoredState::lineage).orElse(earlier.lineage());
    if (!lineage.equals(earlier.lineage())) {
      String what =
          "version "
              + chosen.id()
              + " is of another lineage ("
              + earlier.lineage()
              + ", not "
              + lineage
              + "): it describes another estate";
      if (version == null) {
        throw UserError.refused(
            what
                + ". If that is what you want, name it: ./terrace backend restore "
                + entry.stack()
                + " --version "
                + chosen.id());
      }
      console.warn(what);
    }
    return earlier;
  }

  private static void list(StackStates.Entry entry, StateHistory history, Console console) {
    console.result(
        entry.stack()
            + ": "
            + (history.total() > history.entries().size()
                ? "the newest " + history.entries().size() + " of " + history.total()
                : history.total())
            + (history.total() == 1 ? " version" : " versions"));
    int number = 1;
    for (Entry each : history.entries()) {
      console.result(
          String.format(
              Locale.ROOT,
              "%4d  %s  %-8s %-12s %9d bytes  %s%s",
              number++,
              Messages.time(each.written()),
              each.state().map(state -> "serial " + state.serial()).orElse(""),
              each.state()
                  .map(BackendRestore::resources)
                  .orElse(each.deletion() ? "deleted" : "no whole state"),
              each.bytes(),
              each.id(),
              each.current() ? "  (current)" : ""));
    }
  }

  private static String resources(StoredState state) {
    int count = state.resources().size();
    return count + (count == 1 ? " resource" : " resources");
  }

  private static void describe(
      StackStates.Entry entry, StateHistory history, StoredState earlier, Console console) {
    Optional<StoredState> current = history.current().flatMap(Entry::state);
    StoredState.Difference difference =
        current.map(state -> state.to(earlier)).orElseGet(earlier::fromNothing);
    console.note(
        entry.stack()
            + ": from "
            + current
                .map(state -> "serial " + state.serial() + " (" + resources(state) + ")")
                .orElse("nothing that can be read")
            + " back to serial "
            + earlier.serial()
            + " ("
            + resources(earlier)
            + ")");
    if (difference.isEmpty()) {
      console.note("  the same resources with the same attributes");
    }
    addresses("would be known again", "+", difference.added(), console);
    addresses(
        "would be forgotten (they stay in AWS, unless they are gone)",
        "-",
        difference.removed(),
        console);
    addresses("would have their earlier attributes", "~", difference.changed(), console);
  }

  private static void addresses(String what, String sign, List<String> addresses, Console console) {
    if (addresses.isEmpty()) {
      return;
    }
    console.note("  " + addresses.size() + " " + what + ":");
    addresses.stream()
        .limit(SHOWN_ADDRESSES)
        .forEach(address -> console.note("    " + sign + " " + address));
    if (addresses.size() > SHOWN_ADDRESSES) {
      console.note("    … and " + (addresses.size() - SHOWN_ADDRESSES) + " more");
    }
  }

  private static ObjectNode asJson(StackStates.Entry entry, StateHistory history) {
    ObjectNode tree = Json.object().put("stack", entry.stack().toString());
    tree.put("total", history.total());
    ArrayNode versions = tree.putArray("versions");
    for (Entry each : history.entries()) {
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

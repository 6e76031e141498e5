package dev.terrace.actions.backend;

import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.StackStates;
import dev.terrace.state.LockedException;
import dev.terrace.state.StateVersions;
import dev.terrace.state.StateVersions.Entry;
import dev.terrace.state.StoredState;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import dev.terrace.ui.Ui;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes an earlier version of one stack's state as a new version. */
public final class RestoreState {
  private static final int SHOWN_ADDRESSES = 20;

  /** How many versions are read to find the lineage and the last serial. */
  private static final int VERSIONS_READ = 20;

  private final RunContext run;
  private final Confirmation confirmation;

  public RestoreState(RunContext run, Confirmation confirmation) {
    this.run = run;
    this.confirmation = confirmation;
  }

  /**
   * @param target names one stack
   * @param local against the simulated AWS
   * @param version its id
   * @param anyLineage also restores a version of another lineage
   */
  public record Request(String target, boolean local, String version, boolean anyLineage) {}

  /** What was done. */
  public sealed interface Result {
    /** The stack never had a state. */
    record NoState(StackId stack) implements Result {}

    /** The question was answered with no. */
    record Declined(StackId stack) implements Result {}

    /**
     * The version was restored.
     *
     * @param from the serial of the restored version
     * @param serial the serial of the new version
     * @param effect the command that shows the effect
     */
    record Restored(StackId stack, int resources, long from, long serial, String effect)
        implements Result {}
  }

  public Result run(Request request) {
    VersionedState state = VersionedState.of(run, request.target(), request.local());
    DeployTarget target = state.target();
    run.ui().passing("reading the versions of " + state.stack());
    try {
      return state.versions(
          VERSIONS_READ,
          versions -> {
            run.ui().endPassing();
            return versions.entries().isEmpty()
                ? new Result.NoState(state.stack())
                : restore(state, versions, target, request);
          });
    } catch (LockedException e) {
      throw UserError.refused(Messages.locked(e.stack(), e.holder(), target.option()));
    }
  }

  private Result restore(
      VersionedState state, StateVersions history, DeployTarget target, Request request) {
    Entry chosen =
        history
            .named(request.version())
            .orElseThrow(
                () ->
                    UserError.usage(
                        "there is no version '"
                            + request.version()
                            + "' of the state of "
                            + request.target()
                            + "; without --version they are listed"));
    StoredState earlier = requireRestorable(state.stack(), history, chosen, request);
    describe(state.stack(), history, chosen, earlier);
    if (!confirmation.given("Restore this version?")) {
      return new Result.Declined(state.stack());
    }
    Backend backend = target.backendOf(state.backend());
    if (backend instanceof Backend.Local) {
      target.hold(state.stack());
    }
    run.ui().passing("restoring the state of " + state.stack());
    long serial =
        history.restore(
            chosen,
            () ->
                StackStates.connect(new StackStates.Entry(state.stack(), state.backend()), target));
    run.ui().endPassing();
    target
        .memory()
        .note(state.stack(), backend, Optional.of(earlier.withSerial(serial)), Instant.now());
    return new Result.Restored(
        state.stack(),
        earlier.resources().size(),
        earlier.serial(),
        serial,
        (state.hasFile() ? "./terrace plan " : "./terrace list --deployed ")
            + state.stack()
            + target.option());
  }

  private StoredState requireRestorable(
      StackId stack, StateVersions history, Entry chosen, Request request) {
    String version = "version " + chosen.id();
    if (chosen.state().isEmpty()) {
      throw UserError.refused(
          version
              + (chosen.deletion() ? " is a deletion" : " is not a complete state")
              + " and cannot be restored");
    }
    StoredState earlier = chosen.state().get();
    if (chosen.current() && history.isIntact()) {
      throw UserError.refused(version + " is the current one: there is nothing to restore");
    }
    String lineage = history.lastReadable().map(StoredState::lineage).orElse(earlier.lineage());
    if (!lineage.equals(earlier.lineage())) {
      String what =
          version
              + " has another lineage ("
              + earlier.lineage()
              + ", not "
              + lineage
              + "): it describes other resources";
      if (!request.anyLineage()) {
        throw UserError.refused(
            what
                + ". To restore it anyway, name it: ./terrace backend restore "
                + stack
                + " --version "
                + chosen.id()
                + (request.local() ? " --local" : "")
                + run.project().options());
      }
      run.ui().warn(what);
    }
    return earlier;
  }

  private void describe(StackId stack, StateVersions history, Entry chosen, StoredState earlier) {
    Ui ui = run.ui();
    Optional<StoredState> current = history.current().flatMap(Entry::state);
    StoredState.ResourceChanges changes =
        current.map(state -> state.to(earlier)).orElseGet(earlier::fromNothing);
    ui.note(
        stack
            + ": from "
            + current
                .map(state -> "serial " + state.serial() + " (" + resources(state) + ")")
                .orElse("no readable state")
            + (chosen.current() ? ", with its digest corrected, to serial " : " back to serial ")
            + earlier.serial()
            + " ("
            + resources(earlier)
            + ")");
    if (changes.isEmpty()) {
      ui.note("  the same resources with the same attributes");
    }
    addresses("would be added to the state", "+", changes.added());
    addresses(
        "would be removed from the state (they stay in AWS unless they were deleted)",
        "-",
        changes.removed());
    addresses("would get their earlier attributes", "~", changes.changed());
  }

  private void addresses(String what, String sign, List<String> addresses) {
    if (addresses.isEmpty()) {
      return;
    }
    Ui ui = run.ui();
    ui.note("  " + addresses.size() + " " + what + ":");
    addresses.stream()
        .limit(SHOWN_ADDRESSES)
        .forEach(address -> ui.note("    " + sign + " " + address));
    if (addresses.size() > SHOWN_ADDRESSES) {
      ui.note("    … and " + (addresses.size() - SHOWN_ADDRESSES) + " more");
    }
  }

  private static String resources(StoredState state) {
    int count = state.resources().size();
    return count + (count == 1 ? " resource" : " resources");
  }
}

package dev.terrace.project;

import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import dev.terrace.files.FileFaults;
import dev.terrace.state.LocalBackups;
import dev.terrace.state.StateChange;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import dev.terrace.terraform.LeftAtWork;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Messages;
import dev.terrace.ui.Ui;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a run may begin on a stack: nobody else is at work there, what an earlier apply
 * could not write is written, and the state is not lost, replaced or damaged.
 */
final class RunGate {
  private final DeployTarget target;
  private final Ui ui;

  RunGate(DeployTarget target, Ui ui) {
    this.target = target;
    this.ui = ui;
  }

  /**
   * The stack's working folder, ready for every command; empty where the state bucket does not
   * exist and nothing is known to be deployed.
   *
   * @throws UserError when the run may not begin
   */
  Optional<Terraform> open(Stack stack, Purpose purpose) {
    target.hold(stack);
    LeftAtWork.in(target.folderOf(stack))
        .or(() -> ScratchFolder.discardLeftover(target.folderOf(stack)))
        .ifPresent(
            other -> {
              throw UserError.refused(Messages.atWork(stack.id(), other, target.option()));
            });
    WorkingFolder.write(stack, target.folderOf(stack), target.isLocal());
    Terraform terraform = target.terraformIn(target.folderOf(stack));
    Backend backend = target.backendOf(stack.backend());
    try {
      terraform.init(stack.file().initFingerprint());
      new UnwrittenState(stack, terraform).write(target, ui::note);
      checkState(stack, backend, StoredState.parse(terraform.pull()), purpose);
      keepBackup(stack, backend);
      return Optional.of(terraform);
    } catch (TerraformException e) {
      if (e.missesBucket()) {
        checkState(stack, backend, Optional.empty(), purpose);
        return Optional.empty();
      }
      throw StateFaults.explained(stack.id(), backend, target, e);
    }
  }

  private void checkState(
      Stack stack, Backend backend, Optional<StoredState> now, Purpose purpose) {
    StateMemory memory = target.memory();
    Optional<StateMemory.Seen> before = memory.of(stack.id(), backend);
    StateChange change = StateChange.between(before, now);
    if (change == StateChange.NONE) {
      if (before.isPresent() || now.isPresent()) {
        memory.note(stack.id(), backend, now, Instant.now());
      }
      return;
    }
    String text =
        StateFaults.describe(
            change, stack.id(), backend, before.orElseThrow(), now, target.option());
    boolean isLost = change == StateChange.VANISHED || change == StateChange.REPLACED;
    if (isLost && purpose == Purpose.CHANGE) {
      throw UserError.refused(text.replaceFirst(": ", ": refused, nothing was changed: "));
    }
    ui.warn(text);
  }

  /** Terraform keeps no versions of a state in a file. */
  private void keepBackup(Stack stack, Backend backend) {
    if (backend instanceof Backend.Local) {
      LocalBackups.keep(stack.id(), target.folder(), Instant.now());
    }
  }

  /** After an apply, which may have changed the state in any way. */
  void remember(Stack stack, Terraform terraform) {
    Backend backend = target.backendOf(stack.backend());
    Optional<StoredState> state = StoredState.parse(terraform.pull());
    try {
      target.memory().note(stack.id(), backend, state, Instant.now());
      keepBackup(stack, backend);
    } catch (UncheckedIOException e) { // what was applied is applied
      ui.warn(
          stack.id()
              + ": no backup of its state was kept: "
              + FileFaults.describe(e).orElse(String.valueOf(e.getMessage())));
    }
  }
}

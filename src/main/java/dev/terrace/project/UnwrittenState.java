package dev.terrace.project;

import dev.terrace.error.UserError;
import dev.terrace.state.StoredState;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Messages;
import dev.terrace.ui.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of an apply that Terraform could not write to the backend. Terraform leaves it in the
 * working folder as {@code errored.tfstate}; an apply without it creates every resource a second
 * time (Terraform's message "Failed to persist state to backend").
 */
final class UnwrittenState {
  private static final String FILE = "errored.tfstate";
  private static final int MOST_NAMED = 10;

  private final Stack stack;
  private final Terraform terraform;
  private final Path file;

  UnwrittenState(Stack stack, Terraform terraform) {
    this.stack = stack;
    this.terraform = terraform;
    this.file = terraform.folder().resolve(FILE);
  }

  static boolean isIn(Path workingFolder) {
    return Files.exists(workingFolder.resolve(FILE));
  }

  /** What a failed apply says of it; empty where the state was written. */
  static String describe(Path workingFolder) {
    return isIn(workingFolder)
        ? "\n  The new state could not be written to the backend. It is kept in "
            + workingFolder.resolve(FILE)
            + ", and the next command on this stack writes it first."
        : "";
  }

  /**
   * Writes it to the backend, under the state's lock. Terraform accepts only the same lineage and a
   * newer serial, or a backend without resources.
   *
   * @param target where the stack is deployed
   * @throws UserError when the state is locked or cannot be written
   * @throws UnreadableStateException when it is cut, or the backend holds another state
   */
  void write(DeployTarget target, Consumer<String> note) {
    String option = target.option();
    if (!Files.exists(file)) {
      return;
    }
    Optional<StoredState> unwritten = StoredState.parseUnwritten(text());
    if (unwritten.isEmpty()) {
      throw new UnreadableStateException(incomplete(option), moveAway());
    }
    Optional<StoredState> stored = stored();
    if (stored.filter(unwritten.get()::isStoredAs).isEmpty()) {
      stored
          .filter(there -> isRefused(unwritten.get(), there))
          .ifPresent(
              there -> {
                throw new UnreadableStateException(
                    conflict(unwritten.get(), there, target),
                    "keep one of the two states of " + stack.id() + ", as described above");
              });
      try {
        terraform.push(file);
      } catch (TerraformException e) {
        throw UserError.failed(explain(e, option));
      }
    }
    try {
      Files.move(file, file.resolveSibling(FILE + ".written"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename " + file, e);
    }
    note.accept(stack.id() + ": wrote the state that an earlier apply could not write");
  }

  /**
   * What the backend holds: after a run that was killed before it could put the file away, the
   * file's state.
   */
  private Optional<StoredState> stored() {
    try {
      return StoredState.parse(terraform.pull());
    } catch (TerraformException e) { // the push says what is wrong
      return Optional.empty();
    }
  }

  /** As Terraform 1.11 decides ({@code internal/states/statemgr/migrate.go}). */
  private static boolean isRefused(StoredState unwritten, StoredState stored) {
    return !stored.isEmpty()
        && (!unwritten.lineage().equals(stored.lineage()) || unwritten.serial() <= stored.serial());
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A full disk leaves an empty file. */
  private String incomplete(String option) {
    return stack.id()
        + ": an earlier apply could not write its state, and what it left in "
        + file
        + " is not a complete state; the disk may have been full. Nothing was changed."
        + "\n  What that apply created is not in the state, which holds "
        + Messages.counted(terraform.state().resources().size(), "resource")
        + ". Make room, then move the file away and plan: a deploy imports what its log names."
        + " Compare the plan with AWS before you apply it.\n  "
        + moveAway()
        + "\n  ./terrace plan "
        + stack.id()
        + option;
  }

  /** Nobody but a person can know which of the two is right. */
  private String conflict(StoredState unwritten, StoredState stored, DeployTarget target) {
    StoredState.ResourceChanges differences = stored.to(unwritten);
    return stack.id()
        + ": an earlier apply could not write its state, and the backend has another one by now;"
        + " nothing was changed."
        + ("\n  " + file + ": " + described(unwritten))
        + ("\n  the backend: " + described(stored))
        + named("only in the file", differences.added())
        + named("only in the backend", differences.removed())
        + named("different", differences.changed())
        + "\n  Compare both with AWS, then keep one of them. To keep the file's:\n    "
        + target.shellVariables()
        + ShellWord.line(
            "terraform",
            "-chdir=" + terraform.folder(),
            "state",
            "push",
            "-force",
            file.getFileName().toString())
        + "\n    "
        + ShellWord.line("mv", file.toString(), file + ".written")
        + "\n  To keep the backend's, and plan what only the file has:\n    "
        + ShellWord.line("mv", file.toString(), file + ".unused")
        + "\n    ./terrace plan "
        + stack.id()
        + target.option();
  }

  private static String described(StoredState state) {
    return "serial %d, lineage %s, %s"
        .formatted(
            state.serial(),
            state.lineage().isEmpty() ? "(none)" : state.lineage(),
            Messages.counted(state.resources().size(), "resource"));
  }

  private String named(String where, List<String> addresses) {
    if (addresses.isEmpty()) {
      return "";
    }
    int more = addresses.size() - MOST_NAMED;
    return "\n  "
        + where
        + ": "
        + String.join(", ", addresses.stream().limit(MOST_NAMED).map(stack::describe).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  private String moveAway() {
    return ShellWord.line("mv", file.toString(), file + ".incomplete");
  }

  private String explain(TerraformException failure, String option) {
    String what =
        stack.id()
            + ": an earlier apply could not write its state, and writing "
            + file
            + " fails as well; nothing was changed";
    if (failure.getMessage().contains("state lock")) {
      return what
          + ".\n  "
          + terraform
              .lock()
              .holder()
              .map(lock -> Messages.indented(Messages.locked(stack.id(), lock, option), "  "))
              .orElse("The lock was released meanwhile: run the same command again.");
    }
    return what + ":\n  " + Messages.indented(failure.getMessage(), "  ");
  }
}

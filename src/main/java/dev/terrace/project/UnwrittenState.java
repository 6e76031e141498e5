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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of an apply that Terraform could not write to the backend. Terraform leaves it in the
 * working folder as {@code errored.tfstate}; an apply without it creates every resource a second
 * time (Terraform's message "Failed to persist state to backend").
 */
final class UnwrittenState {
  private static final String FILE = "errored.tfstate";

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
   * newer serial.
   *
   * @param option repeats a command here, such as {@code --local}
   * @throws UserError when the state is locked, or the backend holds another state
   */
  void write(String option, Consumer<String> note) {
    if (!Files.exists(file)) {
      return;
    }
    Optional<StoredState> unwritten = StoredState.parseUnwritten(text());
    if (unwritten.isEmpty()) {
      throw new UnreadableStateException(incomplete(option), moveAway());
    }
    if (!isStored(unwritten.get())) {
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

  /** A run that was killed after it had written the state could not put the file away. */
  private boolean isStored(StoredState unwritten) {
    try {
      return StoredState.parse(terraform.pull()).filter(unwritten::isStoredAs).isPresent();
    } catch (TerraformException e) { // the push says what is wrong
      return false;
    }
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
    return what
        + ":\n  "
        + Messages.indented(failure.getMessage(), "  ")
        + "\n  If the backend's state is newer, compare both before you delete the file: terraform"
        + " -chdir="
        + ShellWord.quoted(terraform.folder().toString())
        + " state pull";
  }
}

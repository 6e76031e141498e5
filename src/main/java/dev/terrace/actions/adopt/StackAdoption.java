package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.state.AdoptionGate;
import dev.terrace.adopt.state.StateDraft;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackStates;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A drafted state that is ready to be pushed.
 *
 * @param before the state that the draft is based on
 */
record StackAdoption(
    Stack stack,
    Terraform terraform,
    Optional<ObjectNode> before,
    StateDraft draft,
    AdoptionGate gate) {

  /** The state of a stack; empty if it has none. */
  static Optional<ObjectNode> pull(Terraform terraform) {
    String text = terraform.pull();
    return text.isBlank() ? Optional.empty() : Optional.of((ObjectNode) Json.parse(text));
  }

  /**
   * @throws UserError if somebody holds the state's lock
   */
  void requireUnlocked(DeployTarget target) {
    lockHolder(target)
        .ifPresent(
            lock -> {
              throw UserError.failed(
                  Messages.locked(stack.id(), lock, target.option()) + "\n  Nothing was changed.");
            });
  }

  /**
   * Pushes the draft.
   *
   * @throws UserError if the state changed since it was drafted, or cannot be pushed
   */
  void push(DeployTarget target) {
    if (!pull(terraform).equals(before)) {
      throw UserError.failed(
          "the state of "
              + stack.id()
              + " changed while the adoption was prepared; it was not written. Run the same command"
              + " again.");
    }
    Path file = temporaryFile();
    try {
      FileTrees.writePrivate(file, Json.pretty(draft.next()));
      terraform.push(file);
      target.remember(stack, terraform);
    } catch (TerraformException e) {
      throw UserError.failed(
          lock(target, e)
                  .map(lock -> Messages.locked(stack.id(), lock, target.option()))
                  .orElseGet(() -> StackErrors.explain(stack, target, e))
              + "\n  Run the same command again to resume.");
    } finally {
      FileTrees.delete(file);
    }
  }

  private static Path temporaryFile() {
    try {
      return Files.createTempFile("adopted", ".tfstate");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<LockInfo> lock(DeployTarget target, TerraformException failure) {
    return failure.getMessage().contains("state lock") ? lockHolder(target) : Optional.empty();
  }

  /** Asked in a folder that knows the state alone, so that no provider starts. */
  private Optional<LockInfo> lockHolder(DeployTarget target) {
    return StackStates.open(new StackStates.Entry(stack.id(), stack.backend()), target)
        .flatMap(found -> found.lock().holder());
  }

  /** The stack's synthesized JSON. */
  static JsonNode synthesized(Stack stack) {
    return Json.read(stack.folder().resolve("cdk.tf.json"));
  }
}

package dev.terrace.state;

import dev.terrace.config.StackId;
import java.util.Optional;

/** A state that {@link StateRelocation} reads and writes while it holds its lock. */
public interface RelocatedState {
  /** Whose state it is. */
  StackId stack();

  /**
   * @throws LockedException if somebody else holds the lock
   */
  Held lock();

  /** The state, locked until it is closed. */
  interface Held extends AutoCloseable {
    /**
     * Empty where nothing was deployed.
     *
     * @throws RefusedException if what is there is no complete state
     */
    Optional<StoredState> read();

    /**
     * Writes a state with the next serial; a process that is killed leaves the former one or this
     * one.
     *
     * @return what is stored then
     * @throws IllegalStateException if it does not hold the same
     */
    StoredState write(StoredState state);

    @Override
    void close();
  }

  /** What is stored, read from a text. */
  static Optional<StoredState> parse(String text, StackId stack) {
    if (StoredState.isDamaged(text)) {
      throw new RefusedException(stack + ": its state is damaged; nothing was moved");
    }
    return StoredState.parse(text);
  }

  /** Checks what the backend returns; Terraform sorts the resources. */
  static StoredState written(Optional<StoredState> there, StoredState wanted, StackId stack) {
    return there
        .filter(found -> found.lineage().equals(wanted.lineage()))
        .filter(found -> found.resources().equals(wanted.resources()))
        .filter(found -> found.tree().path("outputs").equals(wanted.tree().path("outputs")))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    stack + ": the backend does not return what was written to it"));
  }
}

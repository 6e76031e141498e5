package dev.terrace.state;

import dev.terrace.state.StateMemory.Seen;
import java.util.Optional;

/** How a state differs from what this machine last saw of it, as far as that should not happen. */
public enum StateChange {
  NONE,
  /** It held resources, and is empty now without having been destroyed by Terraform. */
  VANISHED,
  /** Another state is in its place. */
  REPLACED,
  /** An earlier one is in its place. */
  WENT_BACK;

  /**
   * A state that Terraform destroyed keeps its lineage and has a higher serial.
   *
   * @param now empty where there is no state
   */
  public static StateChange between(Optional<Seen> before, Optional<StoredState> now) {
    if (before.isEmpty() || before.get().lineage().isEmpty()) {
      return NONE;
    }
    Seen seen = before.get();
    boolean sameLineage = now.filter(s -> s.lineage().equals(seen.lineage())).isPresent();
    boolean newer = sameLineage && now.get().serial() >= seen.serial();
    boolean empty = now.isEmpty() || now.get().resources().isEmpty();
    if (seen.resources() > 0 && empty && !(newer && now.get().serial() > seen.serial())) {
      return VANISHED;
    }
    if (now.isEmpty()) {
      return NONE;
    }
    if (newer) {
      return NONE;
    }
    // After a destroy, a state of another lineage takes nothing away.
    return sameLineage ? WENT_BACK : seen.resources() > 0 ? REPLACED : NONE;
  }
}

package dev.terrace.actions.backend;

import dev.terrace.config.StackId;
import dev.terrace.terraform.LockInfo;
import java.util.Optional;

/** One stack's state as it is now. */
public sealed interface StateStatus
    permits StateStatus.Stored, StateStatus.Unreadable, WorkspaceState {
  StackId stack();

  /**
   * A state in a bucket or in a file.
   *
   * @param resources 0 if the stack is not deployed
   * @param deployed whether the state holds resources or outputs
   */
  record Stored(
      StackId stack, boolean deployed, int resources, long serial, Optional<LockInfo> lock)
      implements StateStatus {}

  /**
   * A state that cannot be read.
   *
   * @param problem what is wrong, and the way out
   */
  record Unreadable(StackId stack, String problem) implements StateStatus {}
}

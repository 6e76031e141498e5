package dev.terrace.project;

import dev.terrace.error.UserError;

/** One stack's state, or what locks it, is damaged; other stacks can be read all the same. */
public final class UnreadableStateException extends UserError {
  private static final long serialVersionUID = 1L;

  /**
   * @param message with the state's place and the way out
   */
  UnreadableStateException(String message) {
    super(Kind.FAILED, message);
  }
}

package dev.terrace.actions.deploy.recovery;

import dev.terrace.error.UserError;

/** What an interrupted deploy of one stack left cannot be told; other stacks can be planned. */
public final class RecoveryException extends UserError {
  private static final long serialVersionUID = 1L;

  /**
   * @param message with the stack, and what to do
   */
  RecoveryException(String message) {
    super(Kind.FAILED, message);
  }
}

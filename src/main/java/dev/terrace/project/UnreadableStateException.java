package dev.terrace.project;

import dev.terrace.error.UserError;

/**
 * One stack's state, or what locks it, is damaged, or there are two of them; other stacks can be
 * read all the same.
 */
public final class UnreadableStateException extends UserError {
  private static final long serialVersionUID = 1L;

  private final String repair;

  /**
   * @param message with the state's place and the way out
   * @param repair the way out alone: a command, or what to do
   */
  UnreadableStateException(String message, String repair) {
    super(Kind.FAILED, message);
    this.repair = repair;
  }

  /** What has to be done before the same command can succeed. */
  public String repair() {
    return repair;
  }
}

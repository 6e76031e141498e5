package dev.terrace.git;

import dev.terrace.error.UserError;

/** A revision cannot be compared: git, or the revision's own code, says why. */
public final class GitException extends UserError {
  private static final long serialVersionUID = 1L;

  GitException(String message) {
    super(Kind.FAILED, message);
  }

  /** For a caller that finds out by itself. */
  public static GitException of(String message) {
    return new GitException(message);
  }
}

package dev.terrace.local;

import dev.terrace.error.UserError;

/** The simulated AWS cannot be started; the message says why and what to do. */
public final class LocalAwsException extends UserError {
  private static final long serialVersionUID = 1L;

  LocalAwsException(String message) {
    super(Kind.FAILED, message);
  }
}

package dev.terrace.eject;

import dev.terrace.error.UserError;

/** Something cannot be written; the message says what and why. */
final class EjectException extends UserError {
  private static final long serialVersionUID = 1L;

  EjectException(String message) {
    super(Kind.FAILED, message);
  }
}

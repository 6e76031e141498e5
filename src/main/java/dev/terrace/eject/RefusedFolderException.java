package dev.terrace.eject;

import dev.terrace.error.UserError;

/** The folder must not be written to; the message says why. */
final class RefusedFolderException extends UserError {
  private static final long serialVersionUID = 1L;

  RefusedFolderException(String message) {
    super(Kind.REFUSED, message);
  }
}

package dev.terrace.adopt;

import dev.terrace.error.UserError;

/** A source or adoption file that is unusable; the message says what, where, and what to do. */
public final class AdoptException extends UserError {
  private static final long serialVersionUID = 1L;

  public AdoptException(String message) {
    super(Kind.USAGE, message);
  }
}

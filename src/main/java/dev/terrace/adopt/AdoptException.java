package dev.terrace.adopt;

import dev.terrace.error.UserError;

/** Something that cannot be adopted from; the message says what, where, and what to do. */
public final class AdoptException extends UserError {
  private static final long serialVersionUID = 1L;

  public AdoptException(String message) {
    super(Kind.USAGE, message);
  }
}

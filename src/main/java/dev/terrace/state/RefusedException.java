package dev.terrace.state;

import dev.terrace.error.UserError;

/** Refused because a state could be lost. */
public class RefusedException extends UserError {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(Kind.REFUSED, message);
  }
}

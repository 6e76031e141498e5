package dev.terrace.state;

import dev.terrace.error.UserError;

/** Something was not done, because a state could have been lost by it. */
public class RefusedException extends UserError {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(Kind.REFUSED, message);
  }
}

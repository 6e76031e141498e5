package dev.terrace.state;

/** Something was not done, because a state could have been lost by it. */
public class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}

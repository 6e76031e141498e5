package dev.terrace.eject;

/** What cannot be written; the message says what it is and why. */
public final class EjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EjectException(String message) {
    super(message);
  }
}

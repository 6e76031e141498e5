package dev.terrace.eject;

/** A stack that cannot be written; the message says what in it and why. */
public final class EjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EjectException(String message) {
    super(message);
  }
}

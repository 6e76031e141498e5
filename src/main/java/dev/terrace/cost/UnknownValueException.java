package dev.terrace.cost;

/** A value that the stack's file does not hold; the message says which. */
final class UnknownValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownValueException(String message) {
    super(message);
  }
}

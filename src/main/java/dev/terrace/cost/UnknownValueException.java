package dev.terrace.cost;

/** A value that is not in the stack's file; the message says which. */
final class UnknownValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownValueException(String message) {
    super(message);
  }
}

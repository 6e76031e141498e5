package dev.terrace.local;

/** The simulated AWS cannot be had; the message says why and what to do. */
public final class LocalAwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalAwsException(String message) {
    super(message);
  }
}

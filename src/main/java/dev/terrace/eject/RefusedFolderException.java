package dev.terrace.eject;

/** The folder must not be written to; the message says why. */
public final class RefusedFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedFolderException(String message) {
    super(message);
  }
}

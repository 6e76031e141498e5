package dev.terrace.adopt;

/** Something that cannot be adopted from; the message says what, where, and what to do. */
public final class AdoptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AdoptException(String message) {
    super(message);
  }
}

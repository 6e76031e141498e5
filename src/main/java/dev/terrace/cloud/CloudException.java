package dev.terrace.cloud;

/** Terraform Cloud refused, failed or was not there; the message says what and what to do. */
public final class CloudException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  CloudException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status of the answer, or 0 where there was none. */
  public int status() {
    return status;
  }
}

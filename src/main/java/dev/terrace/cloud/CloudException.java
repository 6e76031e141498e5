package dev.terrace.cloud;

import dev.terrace.error.UserError;

/** Terraform Cloud refused, failed or was unavailable; the message says what to do. */
public final class CloudException extends UserError {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status of HTTP; 0 if there was no answer
   */
  public CloudException(int status, String message) {
    super(Kind.FAILED, message);
    this.status = status;
  }

  /** The HTTP status of the answer, or 0 if there was none. */
  public int status() {
    return status;
  }
}

package dev.terrace.ui;

/** A command's end that is no success; the message is all that people see of it. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private UserError(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public static UserError failed(String message) {
    return new UserError(ExitCode.FAILED, message);
  }

  public static UserError usage(String message) {
    return new UserError(ExitCode.USAGE, message);
  }

  public static UserError refused(String message) {
    return new UserError(ExitCode.REFUSED, message);
  }

  public int exitCode() {
    return exitCode;
  }
}

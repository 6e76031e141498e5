package dev.terrace.error;

import java.util.List;

/**
 * An error that ends a command. Its messages are all that the user sees: they say what is wrong,
 * where, and what to do.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong; each kind has one exit code. */
  public enum Kind {
    /** Work began, or could not begin, and failed. */
    FAILED,
    /** Wrong usage, or a configuration that cannot be used; nothing was started. */
    USAGE,
    /** Refused by a guard or a rule, to keep something from being lost. */
    REFUSED
  }

  private final Kind kind;

  protected UserError(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  protected UserError(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public static UserError failed(String message) {
    return new UserError(Kind.FAILED, message);
  }

  public static UserError usage(String message) {
    return new UserError(Kind.USAGE, message);
  }

  public static UserError refused(String message) {
    return new UserError(Kind.REFUSED, message);
  }

  public final Kind kind() {
    return kind;
  }

  /** Each is shown as an error of its own. */
  public List<String> messages() {
    return List.of(getMessage());
  }
}

package dev.terrace.ui;

import dev.terrace.error.UserError;

/** Exit codes of the commands. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int REFUSED = 3;
  public static final int CHANGES = 4;

  private ExitCode() {}

  public static int of(UserError.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case USAGE -> USAGE;
      case REFUSED -> REFUSED;
    };
  }
}

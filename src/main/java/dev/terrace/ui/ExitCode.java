package dev.terrace.ui;

/** What a command's end tells a script. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int REFUSED = 3;
  public static final int CHANGES = 4;

  private ExitCode() {}
}

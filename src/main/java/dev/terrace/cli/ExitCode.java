package dev.terrace.cli;

/** What a command's end tells a script. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;
  static final int CHANGES = 4;

  private ExitCode() {}
}

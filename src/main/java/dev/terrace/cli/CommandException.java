package dev.terrace.cli;

/** A command's end that is no success; the message is all that people see of it. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  static CommandException refused(String message) {
    return new CommandException(ExitCode.REFUSED, message);
  }

  int exitCode() {
    return exitCode;
  }
}

package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.List;
import java.util.Map;

/** What a command with {@code --json} prints on stdout if it fails before it has a result. */
final class JsonErrors {
  private JsonErrors() {}

  /** Prints nothing if stdout has the result already: a script reads one document. */
  static void print(Console console, int exitCode, List<String> messages) {
    if (console.hasResult()) {
      return;
    }
    Failure failure = new Failure(kind(exitCode), exitCode, messages);
    JsonOption.print(console, Map.of("error", failure));
  }

  private static String kind(int exitCode) {
    return switch (exitCode) {
      case ExitCode.USAGE -> "usage";
      case ExitCode.REFUSED -> "refused";
      default -> "failed";
    };
  }

  private record Failure(String kind, int exitCode, List<String> messages) {}
}

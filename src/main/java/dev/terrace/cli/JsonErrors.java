package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.List;

/** What a command with {@code --json} prints on stdout if it fails before it has a result. */
final class JsonErrors {
  private JsonErrors() {}

  /** Prints nothing if stdout has the result already: a script reads one document. */
  static void print(Console console, int exitCode, List<String> messages) {
    if (console.hasResult()) {
      return;
    }
    ObjectNode error = Json.object();
    ObjectNode node =
        error.putObject("error").put("kind", kind(exitCode)).put("exitCode", exitCode);
    ArrayNode list = node.putArray("messages");
    messages.forEach(list::add);
    console.result(Json.pretty(error).stripTrailing());
  }

  private static String kind(int exitCode) {
    return switch (exitCode) {
      case ExitCode.USAGE -> "usage";
      case ExitCode.REFUSED -> "refused";
      default -> "failed";
    };
  }
}

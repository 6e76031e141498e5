package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commands of the AWS CLI in one Python process, {@code local/tests/aws_commands.py}: its start
 * takes a second, a command a thirtieth of one. Where Python has no AWS CLI to import, each command
 * is a process.
 */
final class AwsCommands {
  private static Optional<AwsCommands> shared;

  private final BufferedWriter words;
  private final BufferedReader answers;

  /** It ends when this JVM ends, with its standard input. */
  private AwsCommands() throws IOException {
    Process process =
        new ProcessBuilder("python3", "local/tests/aws_commands.py")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    words = process.outputWriter();
    answers = process.inputReader();
  }

  /**
   * What a command ended with; empty where it has to be a process.
   *
   * @param variables all that the command sees
   */
  static synchronized Optional<Launcher.Result> run(
      Map<String, String> variables, List<String> arguments) {
    try {
      if (shared == null) {
        AwsCommands started = new AwsCommands();
        shared = Optional.of(started);
        if (started.ask(variables, List.of("--version")).isEmpty()) {
          shared = Optional.empty();
        }
      }
      if (shared.isEmpty()) {
        return Optional.empty();
      }
      JsonNode said = shared.get().ask(variables, arguments).orElseThrow();
      return Optional.of(
          new Launcher.Result(
              "aws " + String.join(" ", arguments),
              said.path("exitCode").asInt(),
              said.path("output").asText(),
              said.path("errors").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when the process has ended. */
  private Optional<JsonNode> ask(Map<String, String> variables, List<String> arguments)
      throws IOException {
    ObjectNode asked = Json.object();
    ObjectNode environment = asked.putObject("environment");
    variables.forEach(environment::put);
    arguments.forEach(asked.putArray("words")::add);
    try {
      words.write(asked + "\n");
      words.flush();
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.ofNullable(answers.readLine()).map(Json::parse);
  }
}

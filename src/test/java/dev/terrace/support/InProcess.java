package dev.terrace.support;

import dev.terrace.cli.TerraceCommand;
import dev.terrace.support.provider.SharedProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Commands in the JVM of the test. The engine of CDKTF and the provider's bindings, seconds of each
 * process, are loaded once for all of them.
 */
final class InProcess {
  private InProcess() {}

  /** What a command wrote and how it ended. */
  record Ended(int exitCode, String output, String errors) {}

  /**
   * One at a time: jsii is not made for threads. Terraform uses a provider that runs already.
   *
   * @param variables all that the command sees, but for that provider
   */
  static synchronized Ended run(Map<String, String> variables, String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exitCode =
        TerraceCommand.run(
            SharedProvider.in(variables),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            arguments);
    return new Ended(
        exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }
}

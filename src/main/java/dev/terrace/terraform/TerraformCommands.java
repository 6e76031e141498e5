package dev.terrace.terraform;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Commands in one folder. Each throws {@link TerraformException} when Terraform ends with an error.
 */
final class TerraformCommands {
  private final Path folder;
  private final TerraformProcess process;
  private final Interrupts interrupts;

  TerraformCommands(Path folder, TerraformEnvironment environment, Interrupts interrupts) {
    this.folder = folder;
    this.process = new TerraformProcess(folder, environment, interrupts);
    this.interrupts = interrupts;
  }

  Path folder() {
    return folder;
  }

  void follow(List<String> arguments, Consumer<UiMessage> progress) {
    follow(arguments, progress, 0);
  }

  /**
   * Runs a command with {@code -json}.
   *
   * @param success an exit code that means success, as 0 does
   * @return the exit code
   */
  int follow(List<String> arguments, Consumer<UiMessage> progress, int success) {
    List<Diagnostic> errors = new ArrayList<>();
    TerraformProcess.Result result =
        process.follow(
            arguments,
            line ->
                UiMessage.parse(line)
                    .ifPresent(
                        message -> {
                          if (message instanceof UiMessage.Diagnosed diagnosed
                              && diagnosed.diagnostic().isError()) {
                            errors.add(diagnosed.diagnostic());
                          }
                          progress.accept(message);
                        }));
    if (result.exitCode() != 0 && result.exitCode() != success) {
      throw failed(arguments.get(0), errors, result.errors(), result.exitCode());
    }
    return result.exitCode();
  }

  /** What a command said, which may hold secrets. */
  String capture(List<String> arguments) {
    TerraformProcess.Result result = process.capture(arguments);
    if (result.exitCode() != 0) {
      throw failed(arguments.get(0), List.of(), result.errors(), result.exitCode());
    }
    return result.output();
  }

  /**
   * Hands over what a command says while it says it.
   *
   * @param name of the command, for errors
   */
  void stream(String name, List<String> arguments, Consumer<InputStream> reader) {
    RuntimeException[] unread = new RuntimeException[1];
    int exitCode =
        process.stream(
            arguments,
            in -> {
              try {
                reader.accept(in);
              } catch (RuntimeException e) {
                unread[0] = e;
              }
            });
    if (exitCode != 0) { // Then what was read is not whole, whatever the reader made of it.
      throw failed(name, List.of(), process.lastErrors(), exitCode);
    }
    if (unread[0] != null) {
      throw unread[0];
    }
  }

  private TerraformException failed(
      String command, List<Diagnostic> errors, String said, int exitCode) {
    return new TerraformException(command, errors, said, interrupts.interrupted(), exitCode > 128);
  }
}

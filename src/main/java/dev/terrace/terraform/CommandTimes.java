package dev.terrace.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Notes how long each Terraform command takes, where a variable names a file for it. */
public final class CommandTimes {
  /** Names the file: {@code COMMAND MILLISECONDS} a line. */
  public static final String VARIABLE = "TERRACE_TERRAFORM_TIMES";

  private CommandTimes() {}

  /**
   * @param arguments of Terraform; the first that is no option is the command
   * @param start of the command, as {@link System#nanoTime} told
   */
  public static void note(Map<String, String> variables, List<String> arguments, long start) {
    String file = variables.getOrDefault(VARIABLE, "");
    if (file.isEmpty()) {
      return;
    }
    String command =
        arguments.stream().filter(each -> !each.startsWith("-")).findFirst().orElse("terraform");
    String line = command + " " + (System.nanoTime() - start) / 1_000_000 + "\n";
    try {
      Files.writeString(Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.terrace.cli;

import dev.terrace.config.Nearest;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code terrace help}. */
@Command(name = "help")
final class HelpCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND")
  private List<String> words = List.of();

  @Override
  public void run() {
    CommandLine command = spec.parent().commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(
            command,
            UsageErrors.unknown(
                "command", word, Nearest.to(word, UsageErrors.commands(command.getCommandSpec()))));
      }
      command = next;
    }
    command.usage(spec.commandLine().getOut());
  }
}

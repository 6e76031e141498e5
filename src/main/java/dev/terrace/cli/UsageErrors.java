package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.config.Nearest;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that cannot be used in one or two lines, with the nearest match. */
final class UsageErrors implements CommandLine.IParameterExceptionHandler {
  private static final Pattern EXCLUSIVE =
      Pattern.compile("Error: (.+) are mutually exclusive.*", Pattern.DOTALL);

  private final Console console;

  UsageErrors(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine line = error.getCommandLine();
    String message = message(error, line.getCommandSpec());
    console.error(message);
    console.note("  See: ./" + line.getCommandSpec().qualifiedName() + " --help");
    if (List.of(arguments).contains(JsonOption.NAME)) {
      JsonErrors.print(console, ExitCode.USAGE, List.of(message));
    }
    return ExitCode.USAGE;
  }

  private static String message(ParameterException error, CommandSpec command) {
    if (!(error instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return inOurForm(error.getMessage());
    }
    String word = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      String name = word.replaceFirst("=.*", "");
      return unknown("option", name, Nearest.to(name, options(command)));
    }
    List<String> commands = commands(command);
    return commands.isEmpty() || !command.positionalParameters().isEmpty()
        ? "unexpected argument '" + word + "'"
        : unknown("command", word, Nearest.to(word, commands));
  }

  /** As all messages: what is wrong follows {@code error:}, in small letters. */
  private static String inOurForm(String message) {
    Matcher exclusive = EXCLUSIVE.matcher(message);
    if (exclusive.matches()) { // in any order
      return "give one of "
          + Stream.of(exclusive.group(1).split(", ")).sorted().collect(Collectors.joining(", "));
    }
    String bare = message.replaceFirst("^Error: ", "");
    return bare.matches("[A-Z][a-z].*")
        ? bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1)
        : bare;
  }

  static String unknown(String what, String word, Optional<String> near) {
    return "unknown "
        + what
        + " '"
        + word
        + "'"
        + near.map(found -> "; did you mean '" + found + "'?").orElse("");
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> List.of(option.names()).stream())
        .toList();
  }

  /** The names of the commands below a command that its help shows. */
  static List<String> commands(CommandSpec command) {
    return command.subcommands().entrySet().stream()
        .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
        .map(each -> each.getKey())
        .toList();
  }
}

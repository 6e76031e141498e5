package dev.terrace.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes {@code docs/commands.md} from what picocli knows of the commands. */
final class CommandReference {
  private static final List<String> EVERYWHERE = List.of("--help", "--debug", "--environments");

  private final StringBuilder text = new StringBuilder();

  static String of(CommandLine terrace) {
    terrace.setUsageHelpAutoWidth(false);
    CommandReference reference = new CommandReference();
    reference.introduce(terrace.getCommandSpec());
    terrace.getSubcommands().values().forEach(reference::describe);
    reference.text.append(
        """

        ## cdktf-cli

        After `npm ci`, `npx cdktf synth`, `diff`, `deploy`, `destroy` and `output` work on the same project: `cdktf.json` runs the same app.
        Add `--skip-provider-lock` without a network; otherwise cdktf-cli asks the registry for checksums.
        """);
    return reference.text.toString();
  }

  private void introduce(CommandSpec terrace) {
    text.append(
        """
        # Commands

        Generated from the commands' help by `./mvnw test -Dtest=CommandReferenceTest -Dterrace.update=true`.

        A *target* is `coder/production`, `coder/production/data`, or a glob such as `'coder/*'`. `--local` runs a command against the simulated
        AWS, with states of its own and without the shell's AWS credentials. `--json` prints the result as JSON.

        These options work with every command:

        """);
    terrace.options().stream()
        .filter(option -> EVERYWHERE.contains(option.longestName()))
        .forEach(this::argument);
    text.append("\nExit codes of every command, unless it lists its own:\n\n");
    exitCodes(terrace);
  }

  private void describe(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    if (command.usageMessage().hidden()) {
      return;
    }
    text.append("\n## ").append(command.qualifiedName().replace("terrace ", "")).append("\n\n");
    text.append(String.join("\n\n", plain(command.usageMessage().description()))).append("\n\n");
    if (!line.getSubcommands().isEmpty()) {
      text.append("Subcommands: ")
          .append(
              String.join(
                  " · ",
                  line.getSubcommands().values().stream()
                      .map(each -> each.getCommandSpec().qualifiedName().replace("terrace ", ""))
                      .map(name -> "[" + name + "](#" + name.replace(' ', '-') + ")")
                      .toList()))
          .append("\n");
      line.getSubcommands().values().forEach(this::describe);
      return;
    }
    text.append("```text\n./").append(synopsis(line)).append("\n```\n");
    List<ArgSpec> arguments =
        Stream.concat(command.positionalParameters().stream(), command.options().stream())
            .filter(each -> !each.hidden() && !everywhere(each))
            .toList();
    if (!arguments.isEmpty()) {
      text.append('\n');
      arguments.forEach(this::argument);
    }
    if (!command.usageMessage().exitCodeList().isEmpty()) {
      text.append("\nExit codes:\n\n");
      exitCodes(command);
    }
    if (command.usageMessage().footer().length > 0) {
      text.append("\n")
          .append(command.usageMessage().footerHeading().replace("%n", ""))
          .append("\n\n```text\n");
      List.of(command.usageMessage().footer())
          .forEach(each -> text.append(each.strip()).append('\n'));
      text.append("```\n");
    }
  }

  private static String synopsis(CommandLine line) {
    return new CommandLine.Help(line.getCommandSpec(), Ansi.OFF)
        .synopsis(0)
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static boolean everywhere(ArgSpec argument) {
    return argument instanceof OptionSpec option && EVERYWHERE.contains(option.longestName());
  }

  private void argument(ArgSpec argument) {
    String name = argument.paramLabel();
    if (argument instanceof OptionSpec option) {
      name = String.join(", ", option.names()) + (option.arity().max() > 0 ? " " + name : "");
    }
    text.append("- `")
        .append(name)
        .append("`: ")
        .append(String.join(" ", plain(argument.description())))
        .append('\n');
  }

  private void exitCodes(CommandSpec command) {
    for (Map.Entry<String, String> code : command.usageMessage().exitCodeList().entrySet()) {
      text.append("- ").append(code.getKey()).append(": ").append(code.getValue()).append('\n');
    }
  }

  /** Markdown would read what looks like a tag or a reference. */
  private static String[] plain(String... lines) {
    return List.of(lines).stream()
        .map(each -> each.replace("<", "&lt;").replace("*", "\\*").replace("%n", " "))
        .toArray(String[]::new);
  }
}

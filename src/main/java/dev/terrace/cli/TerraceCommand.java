package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.error.UserError;
import dev.terrace.files.FileFaults;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.terraform.GracefulEnd;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.ShellWord;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code terrace}. */
@Command(
    name = "terrace",
    subcommands = {
      ListCommand.class,
      NewCommand.class,
      SynthCommand.class,
      CheckCommand.class,
      PlanCommand.class,
      GuardCommand.class,
      DriftCommand.class,
      MovesCommand.class,
      DeployCommand.class,
      DestroyCommand.class,
      AdoptCommand.class,
      OutputCommand.class,
      BackendCommand.class,
      BridgeCommand.class,
      CloudCommand.class,
      LocalCommand.class,
      CostCommand.class,
      PictureCommand.class,
      SiteCommand.class,
      EjectCommand.class,
      DoctorCommand.class,
      HelpCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      AppCommand.class
    },
    versionProvider = Version.class)
public final class TerraceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT)
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true)
  boolean version;

  @Option(names = "--debug", scope = ScopeType.INHERIT)
  private boolean debug;

  @Option(names = "--environments", paramLabel = "DIR", scope = ScopeType.INHERIT)
  private Path environments;

  private final Console console;
  private final PrintStream err;
  private final Map<String, String> shell;
  private final Interrupts interrupts = new Interrupts();
  private final FolderLocks locks;

  private TerraceCommand(
      Console console, PrintStream err, Map<String, String> shell, String... arguments) {
    this.console = console;
    this.err = err;
    this.shell = shell;
    this.locks = new FolderLocks(ShellWord.line("./terrace", arguments));
  }

  Console console() {
    return console;
  }

  RunContext context() {
    return new RunContext(project(), console, interrupts, locks);
  }

  Project project() {
    return Project.of(environments, shell);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command");
  }

  public static void main(String[] arguments) {
    // Some locales have other digits: 20 is ٢٠ in ar_EG, in messages and in what is deployed.
    Locale.setDefault(Locale.ROOT);
    TerraceCommand command =
        new TerraceCommand(Console.ofProcess(), System.err, System.getenv(), arguments);
    Console console = command.console;
    GracefulEnd end =
        new GracefulEnd(command.interrupts, console::lastWord, console::withdrawQuestions);
    end.watchProcess();
    int exitCode = command.line().execute(arguments);
    end.commandEnded();
    System.exit(exitCode);
  }

  /**
   * Runs one command in this JVM, with its own variables and streams in place of the process's.
   *
   * @param shell all variables that the command sees
   * @return the exit code
   */
  public static int run(
      Map<String, String> shell, PrintStream out, PrintStream err, String... arguments) {
    Console console = new Console(out, err, false, false);
    TerraceCommand command = new TerraceCommand(console, err, shell, arguments);
    try {
      return command
          .line()
          .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
          .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
          .execute(arguments);
    } finally {
      command.locks.close();
    }
  }

  /** The commands, to be described rather than run. */
  static CommandLine commands() {
    Console console = new Console(System.out, System.err, false, false);
    return new TerraceCommand(console, System.err, Map.of()).line();
  }

  private CommandLine line() {
    CommandLine commands = new CommandLine(this).setResourceBundle(HelpBundle.read());
    setHeadings(commands.getCommandSpec());
    return commands
        .setExecutionExceptionHandler(
            (failure, line, all) ->
                explain(failure, line.getParseResult().hasMatchedOption(JsonOption.NAME)))
        .setParameterExceptionHandler(new UsageErrors(console))
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(26);
  }

  /** Help has the same headings everywhere. */
  private static void setHeadings(CommandSpec command) {
    UsageMessageSpec help = command.usageMessage();
    if (!help.exitCodeList().isEmpty()) {
      help.exitCodeListHeading("%nExit codes:%n");
    }
    if (help.footer().length > 0 && help.footerHeading().isEmpty()) {
      help.footerHeading("%nExamples:%n");
    }
    if (!command.subcommands().isEmpty()) {
      help.synopsisSubcommandLabel("COMMAND");
    }
    command.subcommands().values().forEach(each -> setHeadings(each.getCommandSpec()));
  }

  private int explain(Exception failure, boolean json) {
    console.endPassing();
    if (debug) {
      failure.printStackTrace(err);
    }
    Optional<String> fileFault = FileFaults.describe(failure);
    List<String> messages = List.of(fileFault.orElse(failure + ""));
    int exitCode = ExitCode.FAILED;
    if (failure instanceof UserError error) {
      messages = error.messages();
      exitCode = ExitCode.of(error.kind());
    }
    messages.forEach(console::error);
    if (!(failure instanceof UserError) && !debug && fileFault.isEmpty()) {
      console.note("  Unexpected error; rerun with --debug for a stack trace.");
    }
    if (json) {
      JsonErrors.print(console, exitCode, messages);
    }
    return exitCode;
  }
}

package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.error.UserError;
import dev.terrace.files.FileFaults;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.ShellWord;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    description = "Deploys whole AWS platforms, described in Java, layer by layer with Terraform.",
    subcommands = {
      ListCommand.class,
      SynthCommand.class,
      PlanCommand.class,
      DeployCommand.class,
      DestroyCommand.class,
      AdoptCommand.class,
      OutputCommand.class,
      BackendCommand.class,
      BridgeCommand.class,
      CloudCommand.class,
      LocalCommand.class,
      CostCommand.class,
      EjectCommand.class,
      DoctorCommand.class,
      HelpCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      AppCommand.class
    },
    versionProvider = Version.class,
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage or invalid configuration; nothing was started",
      "3:refused by a guard or a rule",
      "4:changes (plan)",
      "130:interrupted with Ctrl-C, after Terraform finished its step"
    },
    footer = {
      "  ./terrace list                                    list all stacks",
      "  ./terrace deploy coder/production --local --yes   deploy to the simulated AWS",
      "  ./terrace plan coder/production/data              show changes of one layer",
      "  ./terrace help deploy                             show the help of a command"
    })
public final class TerraceCommand implements Runnable {
  private static final Duration STEP_LIMIT = Duration.ofMinutes(30);

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an unexpected error.")
  private boolean debug;

  @Option(
      names = "--environments",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Folder of the environments. Default: TERRACE_ENVIRONMENTS, or 'environments' in the"
              + " project.")
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
    TerraceCommand command =
        new TerraceCommand(Console.ofProcess(), System.err, System.getenv(), arguments);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> command.endGently(ended)));
    int exitCode = command.line().execute(arguments);
    ended.countDown();
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
    CommandLine commands = new CommandLine(this);
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

  /** At Ctrl-C: Terraform is let finish its step, and what became of it is reported. */
  private void endGently(CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    if (interrupts.interrupt()) {
      console.note(
          "Interrupted: Terraform finishes its step, writes its state and releases its lock.");
    } else {
      return;
    }
    try {
      if (!ended.await(STEP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        console.error("Terraform did not end within " + STEP_LIMIT.toMinutes() + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

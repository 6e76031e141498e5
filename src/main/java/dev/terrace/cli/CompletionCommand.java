package dev.terrace.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code terrace completion}. */
@Command(name = "completion")
final class CompletionCommand implements Runnable {
  /** One script serves both: in zsh it loads bashcompinit. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL")
  private Shell shell;

  @Override
  public void run() {
    String script = AutoComplete.bash("terrace", spec.parent().commandLine());
    spec.commandLine().getOut().print("# Completion of terrace for " + shell + ".\n" + script);
    spec.commandLine().getOut().flush();
  }
}

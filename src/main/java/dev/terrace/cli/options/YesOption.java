package dev.terrace.cli.options;

import dev.terrace.error.UserError;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Ui;
import picocli.CommandLine.Option;

/** {@code --yes}. */
public final class YesOption {
  @Option(names = {"-y", "--yes"})
  private boolean yes;

  /**
   * @param command as people type it
   * @throws UserError when there is no terminal to ask on
   */
  public Confirmation consent(Ui console, String command) {
    return Confirmation.of(console, yes, command);
  }
}

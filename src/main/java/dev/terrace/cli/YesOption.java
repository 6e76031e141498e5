package dev.terrace.cli;

import picocli.CommandLine.Option;

/** {@code --yes}. */
final class YesOption {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /**
   * @param command as people type it
   * @throws CommandException when nobody can be asked
   */
  Consent consent(Console console, String command) {
    return Consent.of(console, yes, command);
  }
}

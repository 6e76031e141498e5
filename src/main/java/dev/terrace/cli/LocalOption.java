package dev.terrace.cli;

import picocli.CommandLine.Option;

/** {@code --local}. */
final class LocalOption {
  @Option(
      names = "--local",
      description =
          "Against the simulated AWS of this machine, started where it is not up, with states of"
              + " its own. Whatever credentials the shell holds, no real account is touched.")
  private boolean local;

  boolean given() {
    return local;
  }

  /**
   * Opens the estate the command is for.
   *
   * @throws CommandException when something needed is missing
   */
  Estate open(TerraceCommand terrace) {
    Estate.require(terrace.project(), local);
    return openKnownGood(terrace);
  }

  /** The same, where what is needed has been looked for. */
  Estate openKnownGood(TerraceCommand terrace) {
    return local
        ? Estate.local(terrace.project(), terrace.console(), terrace.interrupts())
        : Estate.real(terrace.project(), terrace.interrupts());
  }
}

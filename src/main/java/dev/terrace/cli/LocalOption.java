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

  /** Opens the estate the command is for. */
  Estate open(TerraceCommand terrace) {
    return local
        ? Estate.local(terrace.project(), terrace.console(), terrace.interrupts())
        : Estate.real(terrace.project(), terrace.interrupts());
  }
}

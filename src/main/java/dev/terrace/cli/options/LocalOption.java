package dev.terrace.cli.options;

import picocli.CommandLine.Option;

/** {@code --local}. */
public final class LocalOption {
  @Option(
      names = "--local",
      description =
          "Against the simulated AWS of this machine, started where it is not up, with states of"
              + " its own. Whatever credentials the shell holds, no real account is touched.")
  private boolean local;

  public boolean given() {
    return local;
  }
}

package dev.terrace.cli.options;

import picocli.CommandLine.Option;

/** {@code --local}. */
public final class LocalOption {
  @Option(
      names = "--local",
      description =
          "Use the simulated AWS, with states of its own. Starts it if needed. Ignores the"
              + " shell's AWS credentials and touches no real account.")
  private boolean local;

  public boolean given() {
    return local;
  }
}

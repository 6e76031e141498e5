package dev.terrace.cli.options;

import picocli.CommandLine.Option;

/** {@code --local}. */
public final class LocalOption {
  @Option(names = "--local")
  private boolean local;

  public boolean given() {
    return local;
  }
}

package dev.terrace.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --parallel N}. */
public final class ParallelOption {
  private static final String NAME = "--parallel";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private int count = 4;

  @Option(names = NAME, paramLabel = "N", defaultValue = "4")
  void setCount(int count) {
    if (count < 1 || count > 16) {
      throw new ParameterException(spec.commandLine(), NAME + " must be 1-16, got " + count);
    }
    this.count = count;
  }

  /** For applies, which mostly wait for AWS. */
  public int count() {
    return count;
  }

  /** For plans, which mostly compute: unless it is given, at most one for each core. */
  public int ofCores() {
    return spec.commandLine().getParseResult().hasMatchedOption(NAME)
        ? count
        : Math.min(count, Runtime.getRuntime().availableProcessors());
  }
}

package dev.terrace.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --parallel N}. */
public final class ParallelOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private int count = 4;

  @Option(names = "--parallel", paramLabel = "N", defaultValue = "4")
  void setCount(int count) {
    if (count < 1 || count > 16) {
      throw new ParameterException(spec.commandLine(), "--parallel must be 1-16, got " + count);
    }
    this.count = count;
  }

  public int count() {
    return count;
  }
}

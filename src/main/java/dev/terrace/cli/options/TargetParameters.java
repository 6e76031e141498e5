package dev.terrace.cli.options;

import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code TARGET…}, of which one at least has to be given. */
public final class TargetParameters {
  @Parameters(paramLabel = "TARGET", arity = "1..*")
  private List<String> words = List.of();

  public List<String> words() {
    return words;
  }
}

package dev.terrace.cli.options;

import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code TARGET…}, of which one at least has to be given. */
public final class TargetParameters {
  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      description =
          "SYSTEM/ENVIRONMENT or SYSTEM/ENVIRONMENT/LAYER, or a glob of those, such as"
              + " coder/production, coder/production/data, 'coder/*'.")
  private List<String> words = List.of();

  public List<String> words() {
    return words;
  }
}

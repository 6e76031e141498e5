package dev.terrace.config;

import java.util.List;
import java.util.stream.Collectors;

/** Input that cannot be used. The CLI prints the problems and ends with exit code 2. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One problem that has no path inside a file. */
  public ConfigException(String where, String rule) {
    this(List.of(new Problem(where, rule, null)));
  }

  public List<Problem> problems() {
    return problems;
  }
}

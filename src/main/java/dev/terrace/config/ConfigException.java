package dev.terrace.config;

import dev.terrace.error.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** Configuration that cannot be used, with every problem of it. */
public final class ConfigException extends UserError {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(Kind.USAGE, problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One problem that has no path inside a file. */
  public ConfigException(String where, String rule) {
    this(List.of(new Problem(where, rule, null)));
  }

  @Override
  public List<String> messages() {
    return problems.stream().map(Problem::toString).toList();
  }

  public List<Problem> problems() {
    return problems;
  }
}

package dev.terrace.support;

import java.nio.file.Path;

/**
 * Environments and prices that belong to the tests: no edit of the shipped ones changes what a test
 * expects. The build gives the folder as {@code TERRACE_ENVIRONMENTS} to every command that a test
 * runs.
 */
public final class Fixtures {
  /** The counterpart of {@code environments/}. */
  public static final Path ENVIRONMENTS = Path.of("src", "test", "resources", "environments");

  /** The counterpart of {@code prices/aws.yaml}. */
  public static final Path PRICES = Path.of("src", "test", "resources", "prices", "aws.yaml");

  private Fixtures() {}
}

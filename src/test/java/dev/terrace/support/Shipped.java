package dev.terrace.support;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.Systems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The environments and prices that the repository ships and that a platform team edits. Only tests
 * that hold for every valid environment read them; {@link dev.terrace.FixturesTest} lists those
 * tests.
 */
public final class Shipped {
  public static final Path ENVIRONMENTS = Path.of("environments");
  public static final Path PRICES = Path.of("prices", "aws.yaml");

  /** Folder of the estimates that {@code cost --beside} compares with. */
  public static final Path ESTIMATES = Path.of("docs", "cost");

  private Shipped() {}

  /** Every environment of every system. */
  public static List<EnvironmentId> ids() {
    List<EnvironmentId> ids = new ArrayList<>();
    for (SystemDefinition<?> system : Systems.all()) {
      ids.addAll(new Environments(ENVIRONMENTS).of(system.name()));
    }
    return ids;
  }
}

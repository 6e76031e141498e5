package dev.terrace.systems;

import dev.terrace.config.ConfigException;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.alva.AlvaSystem;
import dev.terrace.systems.coder.CoderSystem;
import dev.terrace.systems.orcha.OrchaSystem;
import java.util.List;
import java.util.stream.Collectors;

/** The list of systems. A new one is a package next to this class and one line in it. */
public final class Systems {
  public static final List<SystemDefinition<?>> ALL =
      List.of(new CoderSystem(), new OrchaSystem(), new AlvaSystem());

  private Systems() {}

  /**
   * @throws ConfigException when none has that name
   */
  public static SystemDefinition<?> named(String name) {
    return ALL.stream()
        .filter(system -> system.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "system '" + name + "'",
                    "does not exist; there are: "
                        + ALL.stream()
                            .map(SystemDefinition::name)
                            .collect(Collectors.joining(", "))));
  }
}

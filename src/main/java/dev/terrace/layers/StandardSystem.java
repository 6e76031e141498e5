package dev.terrace.layers;

import dev.terrace.config.SystemConfig;
import java.util.List;

/**
 * A system whose name and layers are constants.
 *
 * @param <C> the record that its environments' files are read into
 */
public abstract class StandardSystem<C extends SystemConfig> implements SystemDefinition<C> {
  private final String name;
  private final Class<C> configType;
  private final List<String> layers;

  /**
   * @param name of its folder below {@code environments/}
   * @param layers in the order in which they build on one another
   */
  protected StandardSystem(String name, Class<C> configType, String... layers) {
    this.name = name;
    this.configType = configType;
    this.layers = List.of(layers);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<String> layers() {
    return layers;
  }

  @Override
  public final Class<C> configType() {
    return configType;
  }
}

package dev.terrace.config;

import java.util.List;

/**
 * What the files of a system are read into.
 *
 * @param <C> the record of an environment
 */
public interface ConfigType<C extends SystemConfig> {

  Class<C> configType();

  /** The layers that its files can name. */
  List<String> layers();
}

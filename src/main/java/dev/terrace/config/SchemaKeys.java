package dev.terrace.config;

import java.util.List;

/**
 * The keys of one map in the files of a system's environments.
 *
 * @param known all that the map may have; empty where the schema has no such map
 * @param required those that it must have, from its own file or from the one it extends
 */
public record SchemaKeys(List<String> known, List<String> required) {

  /**
   * @param path such as {@code services}, {@code web}; any key of a map with free keys
   */
  public static SchemaKeys of(String system, String... path) {
    ConfigSchema schema = ConfigSchema.of(system);
    return new SchemaKeys(schema.keysAt(List.of(path)), schema.requiredAt(List.of(path)));
  }

  public boolean has(String key) {
    return known.contains(key);
  }

  public boolean requires(String key) {
    return required.contains(key);
  }
}

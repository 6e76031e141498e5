package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.YamlFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is given of a new service.
 *
 * @param name of the service
 * @param hosts as the system writes them: whole names with placeholders, or one label
 * @param from a service whose other values it gets
 * @param settings more values, as YAML, by key below the service
 */
public record EntryRequest(
    String name,
    Optional<Integer> port,
    List<String> hosts,
    Optional<Integer> priority,
    Optional<String> from,
    Map<String, String> settings) {

  public EntryRequest {
    hosts = List.copyOf(hosts);
  }

  static JsonNode value(String key, String yaml) {
    try {
      return YamlFile.parse("value: " + yaml, "a value").tree().path("value");
    } catch (ConfigException e) {
      throw new ConfigException(
          "--set " + key, "must have a value in YAML, got '" + yaml + "'; quote special texts");
    }
  }
}

package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ValueOrigin;
import java.util.Optional;

/**
 * One value that differs.
 *
 * @param path such as {@code tags.Owner} or {@code parameter[max_connections].value}
 * @param state for people, as the state has it; a sensitive value masked
 * @param aws the same, as AWS has it
 * @param found the value in AWS; missing if it is sensitive, or an element of a set
 * @param key the configuration's key that decides the value; empty if none is known
 */
public record DriftedValue(
    String path, String state, String aws, JsonNode found, Optional<ValueOrigin> key) {

  DriftedValue(String path, String state, String aws, JsonNode found) {
    this(path, state, aws, found, Optional.empty());
  }

  DriftedValue at(String other) {
    return new DriftedValue(other, state, aws, found, key);
  }

  DriftedValue with(Optional<ValueOrigin> found) {
    return new DriftedValue(path, state, aws, this.found, found);
  }

  /** The attribute that the path begins with. */
  public String attribute() {
    return path.split("[.\\[]", 2)[0];
  }
}

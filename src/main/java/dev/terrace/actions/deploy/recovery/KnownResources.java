package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a stack's resources, from its state, its configuration, and what a killed apply
 * said; grows while more are found.
 */
final class KnownResources {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(aws_\\w+\\.[\\w-]+)\\.([a-z0-9_]+)}");

  private final Map<String, JsonNode> bodies;
  private final Map<String, JsonNode> attributes;
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Lookup lookup;

  /**
   * @param bodies the configuration by address
   */
  KnownResources(Map<String, JsonNode> bodies, State state, Lookup lookup) {
    this.bodies = bodies;
    this.attributes = state.resources();
    this.lookup = lookup;
    attributes.forEach((address, values) -> ids.put(address, values.path("id").asText()));
  }

  /** Notes an id, unless there is one. */
  void add(String address, String id) {
    ids.putIfAbsent(address, id);
  }

  boolean isId(String id) {
    return ids.containsValue(id);
  }

  /** A configured attribute; a reference is resolved. */
  Optional<String> value(JsonNode body, String attribute) {
    JsonNode node = body.path(attribute);
    String text = node.isValueNode() ? node.asText("") : "";
    Matcher reference = REFERENCE.matcher(text);
    if (reference.matches()) {
      return referenced(reference.group(1), reference.group(2));
    }
    Optional<String> output = lookup.output(text);
    if (output.isPresent()) {
      return output;
    }
    return text.isEmpty() || text.contains("${") ? Optional.empty() : Optional.of(text);
  }

  private Optional<String> referenced(String address, String attribute) {
    String known =
        text(attributes, address, attribute).or(() -> text(bodies, address, attribute)).orElse("");
    if (!known.isEmpty() && !known.contains("${")) {
      return Optional.of(known);
    }
    // What is not configured is an id or an ARN under one of its names: id, zone_id, key_id, url …
    return Optional.ofNullable(ids.get(address))
        .filter(id -> !attribute.equals("arn") || id.startsWith("arn:"));
  }

  private static Optional<String> text(
      Map<String, JsonNode> resources, String address, String attribute) {
    return Optional.ofNullable(resources.get(address))
        .map(values -> values.path(attribute).asText(""))
        .filter(value -> !value.isEmpty());
  }
}

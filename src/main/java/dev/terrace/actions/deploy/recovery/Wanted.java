package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the configuration says of a resource that may exist.
 *
 * @param values resolves an attribute of a body; empty where it is unknown
 */
record Wanted(
    JsonNode body,
    Map<String, String> defaultTags,
    BiFunction<JsonNode, String, Optional<String>> values) {

  Optional<String> value(String attribute) {
    return values.apply(body, attribute);
  }

  /** A block in it, which CDKTF writes as an object or as a list of one. */
  Wanted block(String name) {
    JsonNode block = body.path(name);
    return new Wanted(block.isArray() ? block.path(0) : block, defaultTags, values);
  }

  boolean has(String block) {
    return !body.path(block).isEmpty();
  }

  /** What is not configured, or not known, tells nothing apart. */
  boolean agrees(JsonNode there, String attribute) {
    return value(attribute).map(value -> value.equals(there.asText())).orElse(true);
  }

  /** Whether the attribute is known and the same. */
  boolean is(JsonNode there, String attribute) {
    return value(attribute).filter(there.asText()::equals).isPresent();
  }

  /** Whether all tags that are known before the apply are in a list of AWS. */
  boolean hasTags(JsonNode list, String key, String value) {
    Map<String, String> there = new LinkedHashMap<>();
    list.forEach(tag -> there.put(tag.path(key).asText(), tag.path(value).asText()));
    return hasTags(there);
  }

  /** The same, where AWS gives the tags as an object. */
  boolean hasTags(JsonNode object) {
    Map<String, String> there = new LinkedHashMap<>();
    object.properties().forEach(tag -> there.put(tag.getKey(), tag.getValue().asText()));
    return hasTags(there);
  }

  private boolean hasTags(Map<String, String> there) {
    return there.entrySet().containsAll(tags().entrySet());
  }

  /** The tags that are known before the apply. */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>(defaultTags);
    body.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    tags.values().removeIf(value -> value.contains("${"));
    return tags;
  }
}

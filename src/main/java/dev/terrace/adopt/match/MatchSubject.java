package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.adopt.match.DesiredResource.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A desired resource with the references that are resolved so far. */
final class MatchSubject {
  private static final int AGREED_SHOWN = 6;

  private final DesiredResource desired;
  private final ObjectNode known;
  private final JsonNode unknown;
  private final Map<String, Reference> unresolved;

  MatchSubject(DesiredResource desired) {
    this.desired = desired;
    this.known = desired.attributes().deepCopy();
    this.unknown = desired.unknown().deepCopy();
    this.unresolved = new LinkedHashMap<>(desired.references());
  }

  static String key(DesiredResource desired) {
    return desired.stack() + " " + desired.address();
  }

  static String key(Reference reference) {
    return reference.stack() + " " + reference.address();
  }

  DesiredResource desired() {
    return desired;
  }

  String key() {
    return key(desired);
  }

  String type() {
    return desired.type();
  }

  boolean isResolved() {
    return unresolved.isEmpty();
  }

  JsonNode known(String attribute) {
    return known.path(attribute);
  }

  ObjectNode known() {
    return known;
  }

  /** Fills in every reference whose value is known. */
  void resolve(Function<Reference, Optional<JsonNode>> values) {
    unresolved
        .entrySet()
        .removeIf(
            entry -> {
              Optional<JsonNode> value = values.apply(entry.getValue());
              value.ifPresent(v -> AttributePath.put(known, unknown, entry.getKey(), v));
              return value.isPresent();
            });
  }

  List<String> identityAttributes() {
    return ResourceTypes.identity(desired.type());
  }

  Optional<String> identity() {
    return ResourceIdentity.of(desired.type(), known, unknown);
  }

  AttributeComparison compare(ExistingResource existing) {
    return AttributeComparison.of(desired.type(), known, unknown, existing.attributes());
  }

  boolean agreesWith(ExistingResource existing) {
    return compare(existing).isSpecific();
  }

  boolean hasNameOf(ExistingResource existing) {
    String name = desired.attributes().path("tags").path("Name").asText("");
    return !name.isEmpty() && name.equals(existing.attributes().at("/tags/Name").asText());
  }

  /** Known scalar values that help to find resources, by attribute. */
  Map<String, String> searchableValues() {
    Map<String, String> values = new LinkedHashMap<>();
    for (var entry : known.properties()) {
      JsonNode value = entry.getValue();
      String name = entry.getKey();
      if (value.isValueNode()
          && !AttributeComparison.isNothing(value)
          && !value.isBoolean()
          && !value.asText().startsWith("{")
          && !value.asText().startsWith("[")
          && !value.asText().equals("0")
          && !AttributeComparison.isIgnored(desired.type(), name)
          && !unknown.path(name).asBoolean()) {
        values.put(name, value.asText());
      }
    }
    return values;
  }

  /** For people: why an existing resource is the desired one. */
  String how(ExistingResource existing, Confidence confidence, AttributeComparison comparison) {
    return switch (confidence) {
      case IDENTITY -> "same " + String.join(", ", identityAttributes());
      case NAME_TAG ->
          "only one with the Name tag '" + existing.attributes().at("/tags/Name").asText() + "'";
      case EXACT, IMPLIED, MANUAL ->
          "agrees in "
              + String.join(", ", comparison.agreed().stream().limit(AGREED_SHOWN).toList())
              + (comparison.agreed().size() > AGREED_SHOWN ? " …" : "");
    };
  }
}

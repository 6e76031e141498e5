package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.terraform.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attribute values that AWS allows only once per account and region, as a key. */
final class ResourceIdentity {
  private ResourceIdentity() {}

  static Optional<String> of(ExistingResource existing) {
    return of(existing.type(), existing.attributes(), Json.object());
  }

  /** Empty if the type has no such attributes, or one of them is not known. */
  static Optional<String> of(String type, ObjectNode attributes, JsonNode unknown) {
    List<String> names = ResourceTypes.identity(type);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder(type);
    for (String name : names) {
      JsonNode value = attributes.path(name);
      if (AttributeComparison.isNothing(value) || unknown.path(name).asBoolean()) {
        return Optional.empty();
      }
      key.append('\n').append(value.asText());
    }
    return Optional.of(key.toString());
  }

  /**
   * Drops an inline resource if the source also contains it as a separate resource, which has its
   * own state.
   */
  static List<ExistingResource> distinct(Collection<ExistingResource> existing) {
    Map<String, ExistingResource> byIdentity = new LinkedHashMap<>();
    int number = 0;
    for (ExistingResource each : existing) {
      String identity =
          of(each)
              .or(
                  () ->
                      Optional.ofNullable(each.attributes().get("id"))
                          .filter(id -> !AttributeComparison.isNothing(id))
                          .map(id -> each.type() + " " + id.asText()))
              .orElse("# " + number++);
      ExistingResource other = byIdentity.get(identity);
      boolean isInline = each.importId().isPresent();
      if (other == null || (other.importId().isPresent() && !isInline)) {
        byIdentity.put(identity, each);
      } else if (!isInline) { // Two states contain it: keep both, so that the tie is reported.
        byIdentity.put(identity + " # " + number++, each);
      }
    }
    return List.copyOf(byIdentity.values());
  }
}

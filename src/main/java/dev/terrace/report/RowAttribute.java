package dev.terrace.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One attribute that differs.
 *
 * @param path such as {@code tags.Name} or {@code ingress[0].from_port}
 * @param before as JSON, secrets masked; {@code (none)} where there was none
 * @param after as JSON, secrets masked; {@code (known after apply)} where unknown
 * @param forcesReplacement whether the resource is replaced because of it
 * @param origin the configuration key that decides the new value, where one does
 * @param parts of a JSON document (a policy …) what differs in it; empty for every other value
 */
public record RowAttribute(
    String path,
    String before,
    String after,
    boolean forcesReplacement,
    Optional<ValueOrigin> origin,
    List<RowAttribute> parts) {
  private static final Set<String> EMPTY = Set.of("(none)", "null", "\"\"", "{}", "[]");

  public RowAttribute {
    parts = List.copyOf(parts);
  }

  /** What people read: itself, or its parts. */
  public List<RowAttribute> shown() {
    return parts.isEmpty() ? List.of(this) : parts;
  }

  /** Whether it says nothing new: empty on both sides, or the same document in another order. */
  boolean isSame() {
    return (EMPTY.contains(before) && EMPTY.contains(after)) || isSameDocument();
  }

  private boolean isSameDocument() {
    if (!before.startsWith("\"") || !after.startsWith("\"") || before.contains(Plan.SENSITIVE)) {
      return false;
    }
    try {
      JsonNode old = Json.parse(Json.parse(before).asText());
      return old.isContainerNode() && old.equals(Json.parse(Json.parse(after).asText()));
    } catch (IllegalArgumentException e) {
      return false; // texts, not documents
    }
  }

  boolean isUnknown() {
    return after.equals(Plan.UNKNOWN);
  }
}

package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.Optional;

/**
 * Tags that stay equal but change their place: the old root sets one on the resource, the stacks
 * with the provider's {@code default_tags}, or the other way around. {@code tags} has only those of
 * the resource, {@code tags_all} both (<a
 * href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging">Resource
 * tagging</a>), so AWS knows no difference.
 */
final class DraftTags {
  private DraftTags() {}

  /**
   * The value of {@code tags} for the draft: every tag whose value in AWS is the configured one is
   * where the configuration sets it; the others keep their place, as a difference.
   *
   * @param change of a resource in a plan
   * @return empty if {@code tags} needs no change
   */
  static Optional<JsonNode> moved(JsonNode change) {
    JsonNode before = change.at("/before/tags");
    JsonNode after = change.at("/after/tags");
    JsonNode all = change.at("/after/tags_all");
    if (!change.at("/before/tags_all").isObject() || !all.isObject()) {
      return Optional.empty();
    }
    ObjectNode tags = Json.object();
    change
        .at("/before/tags_all")
        .properties()
        .forEach(
            tag -> {
              boolean kept = tag.getValue().equals(all.get(tag.getKey()));
              if ((kept ? after : before).has(tag.getKey())) {
                tags.set(tag.getKey(), tag.getValue());
              }
            });
    boolean isEmpty = tags.isEmpty() && (before.isNull() || before.isEmpty());
    return isEmpty || tags.equals(before) ? Optional.empty() : Optional.of(tags);
  }
}

package dev.terrace.terraform.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/** The part of a plan that changes something: one resource at a time is in memory. */
public final class ChangedResources {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ChangedResources() {}

  /**
   * @param json what {@code terraform show -json} has printed of a plan; {@link PlanScan} says
   *     whether it is one
   * @return {@code resource_changes} without those that stay as they are, and {@code
   *     output_changes}
   */
  public static JsonNode read(InputStream json) throws IOException {
    ObjectNode plan = MAPPER.createObjectNode();
    try (JsonParser parser = MAPPER.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "resource_changes" -> plan.set(name, changed(parser));
          case "format_version", "terraform_version", "output_changes" ->
              plan.set(name, parser.readValueAsTree());
          default -> parser.skipChildren();
        }
      }
    }
    return plan;
  }

  private static ArrayNode changed(JsonParser parser) throws IOException {
    ArrayNode changed = MAPPER.createArrayNode();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return changed;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode resource = parser.readValueAsTree();
      if (!isNothing(resource)) {
        changed.add(resource);
      }
    }
    return changed;
  }

  private static boolean isNothing(JsonNode resource) {
    JsonNode change = resource.path("change");
    JsonNode actions = change.path("actions");
    return actions.size() == 1
        && (actions.get(0).asText().equals("no-op") || actions.get(0).asText().equals("read"))
        && !change.has("importing")
        && !resource.has("previous_address");
  }
}

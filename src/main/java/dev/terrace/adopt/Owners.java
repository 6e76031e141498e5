package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has which resource in its state; two owners would destroy it for each other. */
public final class Owners {
  private Owners() {}

  /**
   * What more than one address has, in words. Only types whose import id is known are looked at: it
   * alone tells two resources apart for sure.
   *
   * @param states as {@code state pull} gives them, by stack, sorted
   */
  public static List<String> twice(Map<String, JsonNode> states) {
    ImportIds ids = ImportIds.load();
    Map<String, String> owners = new LinkedHashMap<>();
    List<String> twice = new ArrayList<>();
    states.forEach(
        (stack, state) -> {
          for (JsonNode resource : state.path("resources")) {
            String type = resource.path("type").asText();
            if (!resource.path("mode").asText().equals("managed") || !ids.knows(type)) {
              continue;
            }
            String owner = type + "." + resource.path("name").asText() + " of " + stack;
            String provider = resource.path("provider").asText().replaceAll(".*]", "");
            ids.idOf(type, resource.at("/instances/0/attributes"))
                .ifPresent(
                    id -> {
                      String other = owners.putIfAbsent(type + " " + provider + " " + id, owner);
                      if (other != null) {
                        twice.add(type + " " + id + ": " + other + ", and " + owner);
                      }
                    });
          }
        });
    return twice;
  }
}

package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ImportIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds resources that are in more than one state, or under several addresses. */
public final class DuplicateOwners {
  private DuplicateOwners() {}

  /**
   * One sentence for each resource with several owners. Only types whose import id is known are
   * compared, because only the import id identifies a resource reliably.
   *
   * @param states as {@code state pull} prints them, by stack, sorted
   */
  public static List<String> find(Map<String, JsonNode> states) {
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

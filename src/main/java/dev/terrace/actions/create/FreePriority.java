package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A listener priority that no service has: after all others, in steps of ten, and before what takes
 * the rest.
 */
final class FreePriority {
  /** ELB API, CreateRule: a priority is 1-50000. */
  private static final int HIGHEST = 50_000;

  private static final int STEP = 10;

  private final NavigableMap<Integer, String> taken = new TreeMap<>();

  /** Of services that take what no other one takes. */
  private final NavigableMap<Integer, String> ofTheRest = new TreeMap<>();

  /** Takes note of a map of services. */
  void add(JsonNode services) {
    Map<String, ObjectNode> all = Trees.maps(services);
    boolean havePaths = all.values().stream().anyMatch(each -> each.has("path"));
    all.forEach(
        (name, service) -> {
          note(name, service.path("priority"), havePaths && !service.has("path"));
          service
              .path("routes")
              .forEach(route -> note(name, route.path("priority"), takesAnyHost(route)));
        });
  }

  private static boolean takesAnyHost(JsonNode route) {
    return Trees.texts(route.path("hosts")).stream().anyMatch(host -> host.startsWith("*"));
  }

  private void note(String service, JsonNode priority, boolean takesTheRest) {
    if (priority.canConvertToInt()) {
      taken.put(priority.asInt(), service);
      if (takesTheRest) {
        ofTheRest.put(priority.asInt(), service);
      }
    }
  }

  /**
   * @return empty where none is free; the path of the choice is {@code priority}
   */
  Optional<Choice> choose() {
    int limit = ofTheRest.isEmpty() ? HIGHEST + 1 : ofTheRest.firstKey();
    Map.Entry<Integer, String> last = taken.lowerEntry(limit);
    int floor = last == null ? 0 : last.getKey();
    int next = (floor / STEP + 1) * STEP;
    String before =
        ofTheRest.isEmpty()
            ? ""
            : ", before " + limit + " of '" + ofTheRest.get(limit) + "', which takes the rest";
    String after = last == null ? "the first" : "after " + floor + " of '" + last.getValue() + "'";
    if (next >= limit) {
      next = floor + 1;
    }
    if (next < limit) {
      return Optional.of(Choice.of(next, after + before, "priority"));
    }
    for (int i = limit - 1; i > 0; i--) {
      if (!taken.containsKey(i)) {
        return Optional.of(Choice.of(i, "the highest free one" + before, "priority"));
      }
    }
    return Optional.empty();
  }
}

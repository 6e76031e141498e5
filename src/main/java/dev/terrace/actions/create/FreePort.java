package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A port that no service has. */
final class FreePort {
  private static final int HIGHEST = 65_535;
  private static final int FIRST_UNPRIVILEGED = 1024;
  private static final int USUAL = 8080;

  private final NavigableMap<Integer, String> taken = new TreeMap<>();

  /** Takes note of a map of services. */
  void add(JsonNode services) {
    Trees.maps(services)
        .forEach(
            (name, service) -> {
              note(name, service.path("port"));
              service.path("extraPorts").forEach(port -> note(name, port));
            });
  }

  private void note(String service, JsonNode port) {
    if (port.canConvertToInt()) {
      taken.put(port.asInt(), service);
    }
  }

  /** The path of the choice is {@code port}. */
  Choice choose() {
    Map.Entry<Integer, String> last = taken.lastEntry();
    if (last == null) {
      return Choice.of(USUAL, "usual for HTTP in a container", "port");
    }
    if (last.getKey() < HIGHEST) {
      return Choice.of(
          last.getKey() + 1,
          "free, after " + last.getKey() + " of '" + last.getValue() + "'",
          "port");
    }
    int free = FIRST_UNPRIVILEGED;
    while (taken.containsKey(free)) {
      free++;
    }
    return Choice.of(free, "the lowest free one from " + FIRST_UNPRIVILEGED, "port");
  }
}

package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.SchemaKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The entry of a new service: what is given, what another service has, and free values for the
 * rest. The keys that the system's schema has for a service decide which values there are.
 */
final class ServiceEntry {
  /** What no two services share. */
  private static final List<String> OWN =
      List.of("port", "priority", "path", "subdomain", "hosts", "routes", "certificateArn");

  private final EntryRequest request;
  private final SchemaKeys keys;
  private final JsonNode services;
  private final JsonNode other;
  private final FreePort freePort = new FreePort();
  private final ServiceAddress address;

  private final ObjectNode entry = JsonNodeFactory.instance.objectNode();
  private final List<Choice> choices = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param keys of a service in the system's schema
   * @param environment that gets the service
   * @param heirs environments that extend it
   */
  ServiceEntry(EntryRequest request, SchemaKeys keys, JsonNode environment, List<JsonNode> heirs) {
    this.request = request;
    this.keys = keys;
    this.services = environment.path("services");
    this.other = services.path(request.from().orElse(""));
    FreePriority freePriority = new FreePriority();
    freePort.add(services);
    freePriority.add(services);
    heirs.forEach(
        each -> {
          freePort.add(each.path("services"));
          freePriority.add(each.path("services"));
        });
    this.address = new ServiceAddress(request, keys, environment, freePriority);
  }

  /** What was chosen and not set otherwise. */
  List<Choice> choices() {
    Set<String> set = new HashSet<>();
    request.settings().keySet().forEach(key -> set.add(key.split("\\.", -1)[0]));
    return choices.stream().filter(each -> !set.contains(each.path().get(2))).toList();
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  ObjectNode build() {
    other
        .properties()
        .forEach(
            each -> {
              if (!OWN.contains(each.getKey())) {
                entry.set(each.getKey(), each.getValue().deepCopy());
              }
            });
    setPort();
    entry.setAll(address.values());
    choices.addAll(address.choices());
    notes.addAll(address.notes());
    setDefaults();
    request
        .settings()
        .forEach(
            (key, yaml) ->
                Trees.set(entry, List.of(key.split("\\.", -1)), EntryRequest.value(key, yaml)));
    noteOldPort();
    return ordered();
  }

  private void choose(Choice choice) {
    Trees.set(entry, choice.path(), choice.value());
    choices.add(choice.below("services", request.name()));
  }

  private void setPort() {
    boolean sameImage =
        keys.has("image") && !other.isMissingNode() && !request.settings().containsKey("image");
    if (request.port().isPresent()) {
      entry.put("port", request.port().get());
    } else if (sameImage) {
      choose(
          Choice.of(
              other.path("port").asInt(),
              "of '" + request.from().get() + "', whose image it runs",
              "port"));
    } else if (!request.settings().containsKey("port")) {
      choose(freePort.choose());
    }
  }

  /** The least that a required key takes. */
  private void setDefaults() {
    String least = "the smallest task of Fargate";
    setDefault("cpu", Choice.of(256, least, "cpu"), keys.requires("cpu"));
    setDefault("memoryMiB", Choice.of(512, least, "memoryMiB"), keys.requires("memoryMiB"));
    setDefault(
        "healthCheckPath",
        Choice.of("/health", "usual; it has to answer 200", "healthCheckPath"),
        keys.requires("healthCheckPath") || entry.has("routes"));
  }

  private void setDefault(String key, Choice choice, boolean needed) {
    if (needed && !entry.has(key) && !request.settings().containsKey(key)) {
      choose(choice);
    }
  }

  /** Texts that were copied and name the other service's port. */
  private void noteOldPort() {
    int old = other.path("port").asInt();
    if (!other.has("port") || old == entry.path("port").asInt()) {
      return;
    }
    Pattern port = Pattern.compile("(?<!\\d)" + old + "(?!\\d)");
    entry
        .properties()
        .forEach(
            each -> {
              if (!each.getKey().equals("port") && port.matcher(each.getValue() + "").find()) {
                notes.add(
                    "services."
                        + request.name()
                        + "."
                        + each.getKey()
                        + " has "
                        + old
                        + ", the port of '"
                        + request.from().get()
                        + "': check it");
              }
            });
  }

  /** In the order of the service that is copied, or of the last one. */
  private ObjectNode ordered() {
    Set<String> order = new LinkedHashSet<>();
    JsonNode model = other;
    if (other.isMissingNode()) {
      for (ObjectNode last : Trees.maps(services).values()) {
        model = last;
      }
    }
    model.fieldNames().forEachRemaining(order::add);
    entry.fieldNames().forEachRemaining(order::add);
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    order.stream().filter(entry::has).forEach(key -> ordered.set(key, entry.get(key)));
    return ordered;
  }
}

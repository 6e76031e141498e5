package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.SchemaKeys;
import dev.terrace.error.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * What leads requests to a new service: hosts, paths and priorities, under the keys that the
 * system's schema has for them.
 */
final class ServiceAddress {
  private final EntryRequest request;
  private final SchemaKeys keys;
  private final ServiceHosts hosts;
  private final String domain;
  private final JsonNode other;
  private final FreePriority freePriority;

  private final ObjectNode values = JsonNodeFactory.instance.objectNode();
  private final List<Choice> choices = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param environment that gets the service
   * @param freePriority knows the priorities that are taken
   */
  ServiceAddress(
      EntryRequest request, SchemaKeys keys, JsonNode environment, FreePriority freePriority) {
    this.request = request;
    this.keys = keys;
    this.hosts = new ServiceHosts(environment.path("services"));
    this.domain = environment.path("domain").path("name").asText();
    this.other = environment.path("services").path(request.from().orElse(""));
    this.freePriority = freePriority;
    if (keys.has("routes")) {
      setRoutes();
    } else {
      setKeys();
    }
  }

  ObjectNode values() {
    return values;
  }

  List<Choice> choices() {
    return choices;
  }

  List<String> notes() {
    return notes;
  }

  private void choose(Choice choice) {
    Trees.set(values, choice.path(), choice.value());
    choices.add(choice.below("services", request.name()));
  }

  /** A service with hosts of its own, or an internal one. */
  private void setRoutes() {
    boolean internal = request.hosts().isEmpty() && other.path("routes").isEmpty();
    if (internal) {
      if (request.priority().isPresent()) {
        throw UserError.usage(
            "--priority needs --host: without a host the service is internal and has no rule");
      }
      if (!request.settings().containsKey("routes")) {
        notes.add(
            "services."
                + request.name()
                + " is internal: other services reach it by its name; --host adds a listener rule");
      }
      return;
    }
    ObjectNode route = JsonNodeFactory.instance.objectNode();
    JsonNode like = other.path("routes").path(0);
    if (request.hosts().isEmpty()) {
      choices.add(host().below("services", request.name(), "routes"));
      route.set("hosts", host().value());
    } else {
      route.set("hosts", Trees.list(request.hosts()));
    }
    if (request.priority().isPresent()) {
      route.put("priority", request.priority().get());
    } else {
      Choice priority = priority();
      choices.add(priority.below("services", request.name(), "routes"));
      route.set("priority", priority.value());
    }
    if (like.has("login")) {
      route.set("login", like.get("login"));
    }
    values.putArray("routes").add(route);
  }

  private void setKeys() {
    if (keys.has("path")) {
      choose(Choice.of("/" + request.name() + "/*", "its name, as a path", "path"));
    }
    if (keys.has("subdomain")) {
      setSubdomain();
    } else if (keys.has("hosts")) {
      setHosts();
    } else if (!request.hosts().isEmpty()) {
      throw UserError.usage("--host: services of this system have no hosts");
    }
    if (request.priority().isPresent()) {
      values.put("priority", request.priority().get());
    } else if (keys.has("priority") && !request.settings().containsKey("priority")) {
      choose(priority());
    }
  }

  private void setSubdomain() {
    if (request.hosts().size() > 1) {
      throw UserError.usage(
          "--host: a service of this system has one host, got "
              + String.join(", ", request.hosts()));
    }
    if (request.hosts().isEmpty()) {
      String suffix = hosts.suffix();
      choose(
          Choice.of(
              request.name() + suffix,
              suffix.isEmpty() ? "its name" : "its name and " + suffix + ", as the other services",
              "subdomain"));
      return;
    }
    String host = request.hosts().get(0);
    boolean whole = !domain.isEmpty() && host.endsWith("." + domain);
    values.put("subdomain", whole ? host.substring(0, host.length() - domain.length() - 1) : host);
  }

  private void setHosts() {
    String parent = hosts.parent().orElse("");
    boolean given = !request.hosts().isEmpty();
    if (!given) {
      choose(host());
      return;
    }
    boolean hasOwn =
        request.hosts().stream().anyMatch(each -> each.endsWith("." + parent))
            || !hosts.firstIsBelow(parent);
    ArrayNode all = hasOwn ? Trees.list(List.of()) : (ArrayNode) host().value();
    if (!hasOwn) {
      choices.add(host().below("services", request.name()));
    }
    request.hosts().forEach(all::add);
    values.set("hosts", all);
  }

  /** The path of the choice is {@code hosts}. */
  private Choice host() {
    String parent =
        hosts
            .parent()
            .orElseThrow(
                () -> UserError.usage("--host is required: no other service has a host to go by"));
    return Choice.of(
        List.of(request.name() + "." + parent), "its name, where the other services are", "hosts");
  }

  private Choice priority() {
    return freePriority
        .choose()
        .orElseThrow(
            () ->
                UserError.usage(
                    "--priority is required: none is free before the service that takes the rest;"
                        + " move that one first"));
  }
}

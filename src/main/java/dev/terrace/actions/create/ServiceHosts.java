package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the services of an environment are called, for another one. */
final class ServiceHosts {
  private final Map<String, ObjectNode> services;

  ServiceHosts(JsonNode services) {
    this.services = Trees.maps(services);
  }

  /** What follows the first label of most hosts, such as <code>{domain}</code>. */
  Optional<String> parent() {
    List<String> parents = new ArrayList<>();
    for (ObjectNode service : services.values()) {
      List<String> hosts = new ArrayList<>(Trees.texts(service.path("hosts")));
      service.path("routes").forEach(route -> hosts.addAll(Trees.texts(route.path("hosts"))));
      hosts.stream()
          .filter(host -> host.indexOf('.') > 0)
          .map(host -> host.substring(host.indexOf('.') + 1))
          .forEach(parents::add);
    }
    List<String> filledIn = parents.stream().filter(ServiceHosts::isFilledIn).toList();
    return Trees.mostCommon(filledIn.isEmpty() ? parents : filledIn);
  }

  /** Whether the first host of every service is below the parent. */
  boolean firstIsBelow(String parent) {
    return services.values().stream()
        .map(service -> service.path("hosts"))
        .filter(hosts -> !hosts.isEmpty())
        .allMatch(hosts -> hosts.get(0).asText().endsWith("." + parent));
  }

  /** What most subdomains append to their service's name, such as {@code -staging}. */
  String suffix() {
    List<String> suffixes = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          String subdomain = service.path("subdomain").asText();
          if (subdomain.startsWith(name)) {
            suffixes.add(subdomain.substring(name.length()));
          }
        });
    return Trees.mostCommon(suffixes).orElse("");
  }

  /** Whether a service names a certificate. */
  boolean haveCertificates() {
    return services.values().stream()
        .anyMatch(service -> !service.path("certificateArn").asText("").isEmpty());
  }

  /** Whether each environment fills in its own domain. */
  static boolean isFilledIn(String host) {
    return host.contains("{");
  }

  /** The hosts that every environment can have: a literal one belongs to one environment. */
  static ArrayNode withoutLiterals(JsonNode hosts) {
    return Trees.list(Trees.texts(hosts).stream().filter(ServiceHosts::isFilledIn).toList());
  }
}

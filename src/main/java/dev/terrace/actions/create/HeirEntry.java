package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What an environment that extends another one has to say about a service that it inherits: hosts
 * and certificates belong to one environment.
 */
final class HeirEntry {
  private HeirEntry() {}

  /**
   * @param name of the new service
   * @param inherited its entry
   * @param from services of the environment that gets it
   * @param own services of the one that extends it
   * @param heir the latter, for messages
   */
  static List<Choice> of(
      String name, JsonNode inherited, JsonNode from, JsonNode own, String heir) {
    List<Choice> choices = new ArrayList<>();
    ServiceHosts theirs = new ServiceHosts(from);
    ServiceHosts ours = new ServiceHosts(own);
    String subdomain = inherited.path("subdomain").asText();
    if (!theirs.suffix().equals(ours.suffix()) && subdomain.endsWith(theirs.suffix())) {
      String stem = subdomain.substring(0, subdomain.length() - theirs.suffix().length());
      choices.add(
          Choice.of(stem + ours.suffix(), "in " + heir + ", as its other services", "subdomain"));
    }
    ArrayNode hosts = ServiceHosts.withoutLiterals(inherited.path("hosts"));
    if (!hosts.isEmpty() && hosts.size() < inherited.path("hosts").size()) {
      choices.add(new Choice(List.of("hosts"), hosts, elsewhere(heir)));
    }
    JsonNode routes = routes(inherited.path("routes"));
    if (!routes.equals(inherited.path("routes")) && inherited.has("routes")) {
      choices.add(new Choice(List.of("routes"), routes, elsewhere(heir)));
    }
    if (!inherited.path("certificateArn").asText("").isEmpty() && !ours.haveCertificates()) {
      choices.add(
          new Choice(
              List.of("certificateArn"),
              JsonNodeFactory.instance.nullNode(),
              "in " + heir + ": a certificate is for the hosts of one environment"));
    }
    return choices.stream().map(each -> each.below("services", name)).toList();
  }

  private static String elsewhere(String heir) {
    return "in " + heir + ": a whole host name belongs to one environment";
  }

  /** Without literal hosts, and without routes that have nothing else. */
  private static ArrayNode routes(JsonNode routes) {
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    for (JsonNode route : routes) {
      ObjectNode copy = route.deepCopy();
      copy.set("hosts", ServiceHosts.withoutLiterals(route.path("hosts")));
      if (!route.has("hosts")) {
        copy.remove("hosts");
      }
      if (!copy.path("hosts").isEmpty() || !copy.path("paths").isEmpty()) {
        changed.add(copy);
      }
    }
    return changed;
  }
}

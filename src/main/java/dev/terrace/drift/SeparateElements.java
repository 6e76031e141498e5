package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sets whose elements are resources of their own, such as the rules of a security group. An element
 * that such a resource describes is reported there; what remains was added by somebody.
 */
final class SeparateElements {
  private static final String NONE = "(none)";

  private final World world;

  SeparateElements(World world) {
    this.world = world;
  }

  /**
   * The elements that differ and that no resource describes. What only the state has is one of a
   * resource that was destroyed, unless the code lists the elements.
   *
   * @param aws the resource as AWS has it
   * @param listed whether the code sets the attribute
   * @return empty for another attribute
   */
  Optional<List<DriftedValue>> of(
      String type, String attribute, JsonNode state, JsonNode aws, boolean listed) {
    return differing(type, attribute, state, aws)
        .map(values -> values.stream().filter(each -> listed || !each.aws().equals(NONE)).toList());
  }

  private Optional<List<DriftedValue>> differing(
      String type, String attribute, JsonNode state, JsonNode aws) {
    return switch (type + "." + attribute) {
      case "aws_security_group.ingress", "aws_security_group.egress" ->
          Optional.of(
              difference(
                  attribute,
                  SecurityRules.inline(state.path(attribute)),
                  SecurityRules.inline(aws.path(attribute)),
                  SecurityRules.separate(world, attribute, aws.path("id").asText())));
      case "aws_iam_role.managed_policy_arns" ->
          Optional.of(
              difference(
                  attribute,
                  named(state.path(attribute), ""),
                  named(aws.path(attribute), ""),
                  texts(
                      "aws_iam_role_policy_attachment",
                      "role",
                      aws.path("name").asText(),
                      "policy_arn")));
      case "aws_iam_role.inline_policy" ->
          Optional.of(
              difference(
                  attribute,
                  named(state.path(attribute), "name"),
                  named(aws.path(attribute), "name"),
                  texts("aws_iam_role_policy", "role", aws.path("name").asText(), "name")));
      case "aws_route_table.route" ->
          Optional.of(
              difference(
                  attribute,
                  routes(state.path(attribute)),
                  routes(aws.path(attribute)),
                  separateRoutes(aws.path("id").asText())));
      default -> Optional.empty();
    };
  }

  private static List<DriftedValue> difference(
      String path, Map<String, String> state, Map<String, String> aws, Set<String> described) {
    List<DriftedValue> found = new ArrayList<>();
    Set<String> keys = new TreeSet<>(state.keySet());
    keys.addAll(aws.keySet());
    for (String key : keys) {
      String one = state.getOrDefault(key, NONE);
      String other = aws.getOrDefault(key, NONE);
      if (!described.contains(key) && !one.equals(other)) {
        found.add(new DriftedValue(path, one, other, MissingNode.getInstance()));
      }
    }
    return found;
  }

  /** Elements by name; texts are their own names. */
  private static Map<String, String> named(JsonNode list, String name) {
    Map<String, String> named = new LinkedHashMap<>();
    for (JsonNode each : list) {
      JsonNode key = name.isEmpty() ? each : each.path(name);
      named.put(key.asText(), each.toString());
    }
    return named;
  }

  private static Map<String, String> routes(JsonNode list) {
    Map<String, String> routes = new LinkedHashMap<>();
    for (JsonNode each : list) {
      StringBuilder target = new StringBuilder();
      each.properties()
          .forEach(
              entry -> {
                if (!entry.getValue().asText().isEmpty() && !isDestination(entry.getKey())) {
                  target
                      .append(' ')
                      .append(entry.getKey())
                      .append('=')
                      .append(entry.getValue().asText());
                }
              });
      String destination = destination(each, "cidr_block", "ipv6_cidr_block");
      routes.put(destination, destination + " through" + target);
    }
    return routes;
  }

  private static boolean isDestination(String key) {
    return key.endsWith("cidr_block") || key.equals("destination_prefix_list_id");
  }

  private static String destination(JsonNode route, String v4, String v6) {
    for (String key : List.of(v4, v6, "destination_prefix_list_id")) {
      if (!route.path(key).asText("").isEmpty() && !route.path(key).isNull()) {
        return route.path(key).asText();
      }
    }
    return "";
  }

  private Set<String> separateRoutes(String table) {
    Set<String> routes = new TreeSet<>();
    for (JsonNode route : world.all("aws_route")) {
      if (route.path("route_table_id").asText().equals(table)) {
        routes.add(destination(route, "destination_cidr_block", "destination_ipv6_cidr_block"));
      }
    }
    return routes;
  }

  private Set<String> texts(String type, String refersBy, String name, String wanted) {
    Set<String> texts = new TreeSet<>();
    for (JsonNode each : world.all(type)) {
      if (each.path(refersBy).asText().equals(name)) {
        texts.add(each.path(wanted).asText());
      }
    }
    return texts;
  }
}

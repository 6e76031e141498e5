package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules of security groups, one for each peer: {@code tcp 22 from 0.0.0.0/0}. A group lists its
 * rules by protocol, ports and description, with all peers of those in one element.
 */
final class SecurityRules {
  private static final List<String> PEERS =
      List.of("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups");

  private SecurityRules() {}

  /** The elements of {@code ingress} or {@code egress}, described, by rule. */
  static Map<String, String> inline(JsonNode list) {
    Map<String, String> rules = new LinkedHashMap<>();
    for (JsonNode element : list) {
      String description = element.path("description").asText("");
      for (String rule : rules(element, "protocol", PEERS)) {
        rules.put(rule, rule + (description.isEmpty() ? "" : " (" + description.strip() + ")"));
      }
    }
    return rules;
  }

  /**
   * The rules that resources of their own describe.
   *
   * @param direction {@code ingress} or {@code egress}
   */
  static Set<String> separate(World world, String direction, String group) {
    Set<String> rules = new TreeSet<>();
    for (JsonNode rule : world.all("aws_vpc_security_group_" + direction + "_rule")) {
      if (rule.path("security_group_id").asText().equals(group)) {
        for (String each :
            rules(
                rule,
                "ip_protocol",
                List.of(
                    "cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"))) {
          rules.add(each.endsWith(" " + group) ? self(each) : each);
        }
      }
    }
    for (JsonNode rule : world.all("aws_security_group_rule")) {
      if (rule.path("security_group_id").asText().equals(group)
          && rule.path("type").asText().equals(direction)) {
        rules.addAll(
            rules(
                rule,
                "protocol",
                List.of(
                    "cidr_blocks",
                    "ipv6_cidr_blocks",
                    "prefix_list_ids",
                    "source_security_group_id")));
      }
    }
    return rules;
  }

  private static Set<String> rules(JsonNode rule, String protocol, List<String> peers) {
    Set<String> rules = new TreeSet<>();
    String ports = ports(rule, rule.path(protocol).asText());
    for (String peer : peers) {
      JsonNode value = rule.path(peer);
      if (value.isArray()) {
        value.forEach(each -> rules.add(ports + " with " + each.asText()));
      } else if (value.isTextual() && !value.textValue().isEmpty()) {
        rules.add(ports + " with " + value.textValue());
      }
    }
    if (rule.path("self").asBoolean()) {
      rules.add(self(ports + " with itself"));
    }
    return rules;
  }

  private static String self(String rule) {
    return rule.substring(0, rule.lastIndexOf(' ')) + " itself";
  }

  private static String ports(JsonNode rule, String protocol) {
    if (protocol.equals("-1") || protocol.equals("all")) {
      return "all traffic";
    }
    String from = rule.path("from_port").asText("");
    String to = rule.path("to_port").asText("");
    return protocol + " " + from + (from.equals(to) ? "" : "-" + to);
  }
}

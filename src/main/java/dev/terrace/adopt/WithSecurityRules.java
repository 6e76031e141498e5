package dev.terrace.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.SecurityRules.Rule;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source, and behind it the rules of its security groups that it does not hold as resources of
 * their own: rules inside a group have ids that only the account knows.
 */
public final class WithSecurityRules implements Source {
  private final Source source;
  private final SecurityRules rules;

  public WithSecurityRules(Source source, SecurityRules rules) {
    this.source = source;
    this.rules = rules;
  }

  @Override
  public Reading read() {
    Reading reading = source.read();
    Map<String, Existing> groups = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    for (Existing each : reading.resources()) {
      String id = each.attributes().path("id").asText();
      if (each.type().endsWith("security_group") && !id.isEmpty()) {
        groups.put(id, each);
      }
      if (each.type().startsWith("aws_vpc_security_group_")) {
        known.add(each.attributes().path("security_group_rule_id").asText(id));
      }
    }
    if (groups.isEmpty()) {
      return reading;
    }
    List<Existing> all = new ArrayList<>(reading.resources());
    for (Rule rule : rules.of(List.copyOf(groups.keySet()))) {
      if (!known.contains(rule.id()) && groups.containsKey(rule.groupId())) {
        all.add(existing(groups.get(rule.groupId()), rule));
      }
    }
    return new Reading(List.copyOf(all), reading.notes());
  }

  private static Existing existing(Existing group, Rule rule) {
    ObjectNode attributes = Json.object();
    attributes.put("id", rule.id()).put("security_group_rule_id", rule.id());
    attributes.put("security_group_id", rule.groupId());
    attributes.put("ip_protocol", rule.protocol());
    boolean ported = !rule.protocol().equals("-1");
    attributes.put("from_port", ported ? rule.fromPort().orElse(null) : null);
    attributes.put("to_port", ported ? rule.toPort().orElse(null) : null);
    attributes.put("cidr_ipv4", rule.cidrIpv4().orElse(null));
    attributes.put("cidr_ipv6", rule.cidrIpv6().orElse(null));
    attributes.put("prefix_list_id", rule.prefixList().orElse(null));
    attributes.put("referenced_security_group_id", rule.group().orElse(null));
    attributes.put("description", rule.description().orElse(null));
    String direction = rule.egress() ? "egress" : "ingress";
    return new Existing(
        "aws_vpc_security_group_" + direction + "_rule",
        group.name() + " " + direction + " " + rule.id(),
        group.origin(),
        attributes,
        Optional.of(rule.id()));
  }
}

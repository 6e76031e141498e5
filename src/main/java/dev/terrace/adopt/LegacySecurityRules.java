package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The type {@code aws_security_group_rule}: one resource corresponds to one AWS rule per source.
 * The state lacks their ids if there are several, or if an old provider wrote it.
 */
public final class LegacySecurityRules {
  static final String TYPE = "aws_security_group_rule";

  private LegacySecurityRules() {}

  /** Whether the ids of its rules must be read from AWS. */
  public static boolean isWithoutId(String type, JsonNode attributes) {
    return type.equals(TYPE) && attributes.path("security_group_rule_id").asText("").isEmpty();
  }

  /** A key for each of its rules in AWS. */
  public static List<String> keys(JsonNode old) {
    List<String> targets = new ArrayList<>();
    for (String list : List.of("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids")) {
      old.path(list).forEach(target -> targets.add(target.asText()));
    }
    String group = old.path("source_security_group_id").asText("");
    if (!group.isEmpty()) {
      targets.add(group);
    }
    if (old.path("self").asBoolean()) {
      targets.add(old.path("security_group_id").asText());
    }
    return targets.stream()
        .map(target -> key(old, old.path("type").asText(), old.path("protocol").asText(), target))
        .distinct()
        .toList();
  }

  /**
   * The key of a rule in AWS.
   *
   * @param rule attributes of {@code aws_vpc_security_group_ingress_rule} or the egress rule
   */
  public static String key(JsonNode rule, String direction) {
    return key(rule, direction, rule.path("ip_protocol").asText(), target(rule));
  }

  private static String target(JsonNode rule) {
    return Stream.of("cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id")
        .map(name -> rule.path(name).asText(""))
        .filter(value -> !value.isEmpty() && !value.equals("null"))
        .findFirst()
        .orElse("");
  }

  /** What a rule in AWS allows, for people: {@code tcp 443-443 10.0.0.0/16}. */
  static String describe(JsonNode rule) {
    String protocol = rule.path("ip_protocol").asText();
    return protocol.equals("-1")
        ? "all " + target(rule)
        : protocol
            + " "
            + rule.path("from_port").asText()
            + "-"
            + rule.path("to_port").asText()
            + " "
            + target(rule);
  }

  private static String key(JsonNode rule, String direction, String protocol, String target) {
    boolean everything = protocol.equals("-1") || protocol.equals("all");
    return String.join(
        " ",
        rule.path("security_group_id").asText(),
        direction,
        everything ? "all" : protocol,
        everything ? "" : rule.path("from_port").asText(),
        everything ? "" : rule.path("to_port").asText(),
        target);
  }
}

package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code aws_security_group_rule}, of which one stands for as many rules of AWS as it has sources.
 * Where it stands for several, or an old provider wrote it, it does not know their ids.
 */
final class OldRules {
  static final String TYPE = "aws_security_group_rule";

  private OldRules() {}

  /** Whether AWS's own ids have to be asked for. */
  static boolean isWithoutId(String type, JsonNode attributes) {
    return type.equals(TYPE) && attributes.path("security_group_rule_id").asText("").isEmpty();
  }

  /** A key for each rule that AWS has of it. */
  static List<String> keys(JsonNode old) {
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
   * The key of a rule as AWS has it.
   *
   * @param rule attributes of {@code aws_vpc_security_group_ingress_rule} or its twin
   */
  static String key(JsonNode rule, String direction) {
    return key(rule, direction, rule.path("ip_protocol").asText(), target(rule));
  }

  private static String target(JsonNode rule) {
    return Stream.of("cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id")
        .map(name -> rule.path(name).asText(""))
        .filter(value -> !value.isEmpty() && !value.equals("null"))
        .findFirst()
        .orElse("");
  }

  /** What a rule as AWS has it lets through, for people: {@code tcp 443-443 10.0.0.0/16}. */
  static String words(JsonNode rule) {
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

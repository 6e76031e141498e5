package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules of a stack's security groups, as lines that people can read. */
public final class SecurityRules {
  private static final String ANYTHING = "egress -1 all 0.0.0.0/0";

  private SecurityRules() {}

  /**
   * A rule a line: {@code group | direction | protocol | port | peer | description}, the groups by
   * their construct ids.
   */
  public static Table table(Stack stack) {
    Table table = new Table();
    rules(stack).forEach(rule -> table.row(rule.toArray()));
    return table.sorted();
  }

  /**
   * Flows between two groups that have a rule on one side only; a group that may reach everything
   * needs none for going out.
   */
  public static Set<String> missingSides(Stack stack) {
    Set<String> lines = lines(stack);
    Set<String> missing = new TreeSet<>();
    for (List<String> rule : rules(stack)) {
      String peer = rule.get(4);
      if (peer.contains("/")) {
        continue;
      }
      boolean out = rule.get(1).equals("egress");
      String other =
          String.join(" ", peer, out ? "ingress" : "egress", rule.get(2), rule.get(3), rule.get(0));
      if (!lines.contains(other) && (out || !lines.contains(peer + " " + ANYTHING))) {
        missing.add(other);
      }
    }
    return missing;
  }

  /** {@code group direction protocol port peer} of each rule. */
  public static Set<String> lines(Stack stack) {
    Set<String> lines = new TreeSet<>();
    rules(stack).forEach(rule -> lines.add(String.join(" ", rule.subList(0, 5))));
    return lines;
  }

  private static List<List<String>> rules(Stack stack) {
    List<List<String>> rules = new ArrayList<>();
    for (String direction : List.of("egress", "ingress")) {
      for (Resource rule : stack.ofType("aws_vpc_security_group_" + direction + "_rule")) {
        rules.add(
            List.of(
                group(stack, rule.text("security_group_id")),
                direction,
                rule.text("ip_protocol"),
                port(rule.body()),
                peer(stack, rule),
                rule.text("description")));
      }
    }
    return rules;
  }

  private static String port(JsonNode rule) {
    assertThat(rule.path("to_port")).isEqualTo(rule.path("from_port"));
    return rule.path("from_port").asText("all");
  }

  private static String peer(Stack stack, Resource rule) {
    return rule.body().has("cidr_ipv4")
        ? rule.text("cidr_ipv4")
        : group(stack, rule.text("referenced_security_group_id"));
  }

  private static String group(Stack stack, String reference) {
    return stack.readable(reference).replaceAll("<(.*)/group\\.id>", "$1");
  }
}

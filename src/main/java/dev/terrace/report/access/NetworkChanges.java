package dev.terrace.report.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.StackId;
import dev.terrace.report.access.AccessChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may newly reach which ports, from the rules of security groups. */
final class NetworkChanges {
  private record Rule(Reach reach, StackId stack, String address) {}

  private final List<Rule> before = new ArrayList<>();
  private final List<Rule> after = new ArrayList<>();
  private final Set<AccessChange> unknown = new LinkedHashSet<>();

  /** Construct paths of security groups by their id: a path says more. */
  private final Map<String, String> paths = new HashMap<>();

  void add(Changed changed) {
    read(changed, changed.before(), before);
    read(changed, changed.after(), after);
  }

  List<AccessChange> changes() {
    Set<AccessChange> changes = new LinkedHashSet<>();
    List<Rule> had = before.stream().map(this::named).toList();
    List<Rule> has = after.stream().map(this::named).toList();
    differences(has, had, Kind.ALLOWED, "now", changes);
    differences(had, has, Kind.REVOKED, "no longer", changes);
    changes.addAll(unknown);
    return List.copyOf(changes);
  }

  private Rule named(Rule rule) {
    return new Rule(rule.reach().named(paths), rule.stack(), rule.address());
  }

  private static void differences(
      List<Rule> some, List<Rule> others, Kind kind, String word, Set<AccessChange> into) {
    List<Reach> reached = others.stream().map(Rule::reach).toList();
    for (Rule rule : some) {
      for (Reach left : rule.reach().without(reached)) {
        into.add(new AccessChange(rule.stack(), rule.address(), kind, left.sentence(word)));
      }
    }
  }

  private void read(Changed changed, Side side, List<Rule> into) {
    if (!side.exists()) {
      return;
    }
    switch (changed.change().type()) {
      case "aws_vpc_security_group_ingress_rule" -> single(changed, side, true, into);
      case "aws_vpc_security_group_egress_rule" -> single(changed, side, false, into);
      case "aws_security_group_rule" ->
          block(
              changed,
              side,
              side.values(),
              side.text("type").equals("ingress"),
              group(changed, side, "security_group_id"),
              into);
      case "aws_security_group", "aws_default_security_group" -> {
        inline(changed, side, "ingress", true, into);
        inline(changed, side, "egress", false, into);
      }
      default -> {}
    }
  }

  private void single(Changed changed, Side side, boolean inbound, List<Rule> into) {
    String group = group(changed, side, "security_group_id");
    for (String attribute :
        List.of("cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id")) {
      boolean known = !side.text(attribute).isEmpty();
      if (known) {
        add(
            changed,
            inbound,
            group,
            side.values(),
            "ip_protocol",
            peer(changed, side, attribute),
            into);
      }
    }
  }

  /** The id; the construct path where AWS has not chosen it yet. */
  private String group(Changed changed, Side side, String attribute) {
    String name = changed.name(side, attribute);
    if (name.startsWith("sg-")) {
      changed.target(attribute).ifPresent(path -> paths.put(name, path));
    }
    return name;
  }

  private String peer(Changed changed, Side side, String attribute) {
    return attribute.contains("security_group")
        ? Reach.GROUP + group(changed, side, attribute)
        : changed.name(side, attribute);
  }

  private void inline(
      Changed changed, Side side, String attribute, boolean inbound, List<Rule> into) {
    String group = side.values().path("id").asText(changed.name(side, "name"));
    if (side.isUnknown(attribute) && !side.isUnset(attribute)) {
      unknown(changed, "the " + attribute + " rules of security group " + group);
    }
    for (JsonNode rule : side.values().path(attribute)) {
      block(changed, side, rule, inbound, group, into);
    }
  }

  /** A rule with lists of peers. */
  private void block(
      Changed changed, Side side, JsonNode rule, boolean inbound, String group, List<Rule> into) {
    boolean top = changed.change().type().equals("aws_security_group_rule");
    for (String attribute : List.of("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids")) {
      for (JsonNode peer : rule.path(attribute)) {
        if (peer.isNull()) {
          unknown(changed, "a peer of security group " + group);
        } else {
          add(changed, inbound, group, rule, "protocol", peer.asText(), into);
        }
      }
    }
    if (rule.path("self").asBoolean()) {
      add(changed, inbound, group, rule, "protocol", Reach.GROUP + group, into);
    }
    for (JsonNode peer : rule.path("security_groups")) {
      if (!peer.isNull()) {
        add(changed, inbound, group, rule, "protocol", Reach.GROUP + peer.asText(), into);
      }
    }
    if (top && !side.text("source_security_group_id").isEmpty()) {
      String source = peer(changed, side, "source_security_group_id");
      add(changed, inbound, group, rule, "protocol", source, into);
    } else if (!top && (!rule.has("security_groups") || holdsNull(rule.path("security_groups")))) {
      unknown(changed, "a security group that reaches or is reached by " + group);
    }
  }

  private static boolean holdsNull(JsonNode list) {
    for (JsonNode each : list) {
      if (each.isNull()) {
        return true;
      }
    }
    return false;
  }

  private void add(
      Changed changed,
      boolean inbound,
      String group,
      JsonNode rule,
      String protocol,
      String peer,
      List<Rule> into) {
    if (!rule.has(protocol) || !rule.has("from_port") || !rule.has("to_port")) {
      unknown(changed, "the ports that " + peer + " reaches of security group " + group);
      return;
    }
    into.add(
        new Rule(
            Reach.of(
                inbound,
                group,
                rule.path(protocol).asText(Reach.ALL),
                rule.path("from_port").asInt(-1),
                rule.path("to_port").asInt(-1),
                peer),
            changed.stack(),
            changed.change().address()));
  }

  private void unknown(Changed changed, String what) {
    unknown.add(
        new AccessChange(
            changed.stack(),
            changed.change().address(),
            Kind.UNKNOWN,
            what + " is known only after the apply"));
  }
}

package dev.terrace.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.List;

/** Which connections the security groups allow, in each form in which Terraform writes rules. */
record NetworkSection(Model model) implements Section {
  private static final String GROUP = "aws_security_group";
  private static final String INGRESS = "aws_vpc_security_group_ingress_rule";
  private static final String EGRESS = "aws_vpc_security_group_egress_rule";
  private static final String EITHER = "aws_security_group_rule";

  /** The attributes that name the other side, of all forms; a text or a list. */
  private static final List<String> PEERS =
      List.of(
          "referenced_security_group_id",
          "source_security_group_id",
          "security_groups",
          "cidr_ipv4",
          "cidr_ipv6",
          "cidr_blocks",
          "ipv6_cidr_blocks",
          "prefix_list_id",
          "prefix_list_ids");

  /**
   * @param holder the resource that has the rule
   * @param body the rule itself
   */
  private record Rule(Resource holder, JsonNode body, String group, boolean inbound) {}

  @Override
  public String id() {
    return "network";
  }

  @Override
  public String title() {
    return "Who may connect to whom";
  }

  @Override
  public void write(Html html) {
    PageTable table = new PageTable("Security group rules", "from", "to", "ports", "rule");
    for (Rule rule : rules()) {
      for (String peer : peers(rule)) {
        table.cells(
            cell -> cell.text(rule.inbound() ? peer : rule.group()),
            cell -> cell.text(rule.inbound() ? rule.group() : peer),
            cell -> cell.text(ports(rule.body())),
            cell -> cell.link("#" + Subject.anchor(rule.holder()), rule.holder().path()));
      }
    }
    if (table.isEmpty()) {
      html.element("p", "No security group rules of their own.");
    } else {
      table.write(html);
    }
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Resource each : model.all(INGRESS)) {
      rules.add(rule(each, true));
    }
    for (Resource each : model.all(EGRESS)) {
      rules.add(rule(each, false));
    }
    for (Resource each : model.all(EITHER)) {
      rules.add(rule(each, each.text("type").equals("ingress")));
    }
    for (Resource each : model.all(GROUP)) {
      each.blocks("ingress").forEach(body -> rules.add(new Rule(each, body, name(each), true)));
      each.blocks("egress").forEach(body -> rules.add(new Rule(each, body, name(each), false)));
    }
    return rules;
  }

  private Rule rule(Resource rule, boolean inbound) {
    return new Rule(rule, rule.body(), named(rule, rule.text("security_group_id")), inbound);
  }

  private static String name(Resource group) {
    return group.path().split("/", 2)[0];
  }

  private List<String> peers(Rule rule) {
    List<String> peers = new ArrayList<>();
    if (rule.body().path("self").asBoolean()) {
      peers.add(rule.group());
    }
    for (String attribute : PEERS) {
      Resource.texts(rule.body().path(attribute))
          .forEach(text -> peers.add(named(rule.holder(), text)));
    }
    return peers.isEmpty() ? List.of("") : peers;
  }

  /** The name of a security group of the environment, else the text with its expressions filled. */
  private String named(Resource holder, String written) {
    String text = model.expand(holder, written);
    return text.equals("0.0.0.0/0") || text.equals("::/0")
        ? "everybody (" + text + ")"
        : model.named(text).map(NetworkSection::name).orElse(text);
  }

  private static String ports(JsonNode rule) {
    String protocol = text(rule, "ip_protocol", "protocol");
    if (protocol.equals("-1")) {
      return "all";
    }
    String from = rule.path("from_port").asText();
    String to = rule.path("to_port").asText();
    return protocol + " " + (from.equals(to) ? from : from + "–" + to);
  }

  private static String text(JsonNode rule, String attribute, String other) {
    return rule.path(rule.has(attribute) ? attribute : other).asText();
  }
}

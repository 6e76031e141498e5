package dev.terrace.site;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.stream.Stream;

/** Which connections the security groups allow. */
record NetworkSection(Model model) implements Section {
  private static final String INGRESS = "aws_vpc_security_group_ingress_rule";
  private static final String EGRESS = "aws_vpc_security_group_egress_rule";

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
    Stream.of(INGRESS, EGRESS)
        .flatMap(type -> model.all(type).stream())
        .forEach(
            rule -> {
              String group = group(rule, "security_group_id");
              String peer = peer(rule);
              boolean inbound = rule.type().equals(INGRESS);
              table.cells(
                  cell -> cell.text(inbound ? peer : group),
                  cell -> cell.text(inbound ? group : peer),
                  cell -> cell.text(ports(rule)),
                  cell -> cell.link("#" + Subject.anchor(rule), rule.path()));
            });
    if (table.isEmpty()) {
      html.element("p", "No security group rules of their own.");
    } else {
      table.write(html);
    }
  }

  private String group(Resource rule, String attribute) {
    return model
        .target(rule, attribute)
        .map(group -> group.path().split("/", 2)[0])
        .orElse(model.expand(rule, rule.text(attribute)));
  }

  private String peer(Resource rule) {
    if (!rule.text("referenced_security_group_id").isEmpty()) {
      return group(rule, "referenced_security_group_id");
    }
    for (String attribute : List.of("cidr_ipv4", "cidr_ipv6", "prefix_list_id")) {
      String peer = rule.text(attribute);
      if (!peer.isEmpty()) {
        String block = model.expand(rule, peer);
        return block.equals("0.0.0.0/0") || block.equals("::/0")
            ? "everybody (" + block + ")"
            : block;
      }
    }
    return "";
  }

  private static String ports(Resource rule) {
    String protocol = rule.text("ip_protocol");
    if (protocol.equals("-1")) {
      return "all";
    }
    String from = rule.text("from_port");
    String to = rule.text("to_port");
    return protocol + " " + (from.equals(to) ? from : from + "–" + to);
  }
}

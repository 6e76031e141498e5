package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.OptionalLong;

/** Rules that let the whole internet in on another port than 80 and 443. */
public final class UnrestrictedIngress implements Rule {
  private static final List<Long> ALLOWED = List.of(80L, 443L);

  private static final About ABOUT =
      About.of(
              "aws-ec2-open-port",
              Severity.ERROR,
              "A security group lets the whole internet in",
              "Name the security group or the address range that needs it.")
          .with("FSBP EC2.18")
          .with("FSBP EC2.19");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource rule : model.all("aws_vpc_security_group_ingress_rule")) {
      String from = rule.text("cidr_ipv4") + rule.text("cidr_ipv6");
      OptionalLong port = rule.number("from_port");
      boolean allowed =
          port.isPresent()
              && ALLOWED.contains(port.getAsLong())
              && port.equals(rule.number("to_port"));
      if ((from.contains("0.0.0.0/0") || from.contains("::/0")) && !allowed) {
        findings.add(
            rule,
            rule.text("cidr_ipv4").isEmpty() ? "cidr_ipv6" : "cidr_ipv4",
            "lets " + from + " in on " + ports(rule));
      }
    }
  }

  private static String ports(Resource rule) {
    if (rule.text("ip_protocol").equals("-1")) {
      return "every port";
    }
    String from = rule.text("from_port");
    String to = rule.text("to_port");
    return "port " + (from.equals(to) ? from : from + "-" + to);
  }
}

package dev.terrace.check.rules.cost;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** A NAT gateway per zone where an outage of one zone costs nothing. */
public final class NatPerZone implements Rule {
  private static final About ABOUT =
      About.of(
              "cost-nat-per-zone",
              Severity.WARNING,
              "An environment for development pays for a NAT gateway per zone",
              "Use one NAT gateway.")
          .with("https://aws.amazon.com/vpc/pricing/");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    int gateways = model.all("aws_nat_gateway").size();
    String name = model.environment().environment();
    if (gateways > 1 && !name.startsWith("prod")) {
      Resource second = model.all("aws_nat_gateway").get(1);
      findings.add(
          second,
          "",
          gateways + " NAT gateways" + model.monthly("nat-gateway", " each").orElse(""));
    }
  }
}

package dev.terrace.check.rules.cost;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Public addresses that nothing uses. */
public final class IdleAddress implements Rule {
  private static final About ABOUT =
      About.of(
              "cost-idle-address",
              Severity.WARNING,
              "A public address costs money and serves nobody",
              "Remove it, or use it.")
          .with("https://aws.amazon.com/vpc/pricing/");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource address : model.all("aws_eip")) {
      boolean attached =
          !address.text("instance").isEmpty() || !address.text("network_interface").isEmpty();
      if (!attached && model.referencesTo(address).isEmpty()) {
        findings.add(address, "", "nothing uses it" + model.monthly("public-ipv4", "").orElse(""));
      }
    }
  }
}

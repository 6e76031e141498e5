package dev.terrace.check.rules.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Listeners that serve plain HTTP. */
public final class HttpWithoutRedirect implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-elb-plain-http",
              Severity.ERROR,
              "A load balancer serves plain HTTP",
              "Redirect to HTTPS.")
          .with("FSBP ELB.1")
          .with("FSBP ELB.18");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource listener : model.all("aws_lb_listener")) {
      if (!listener.text("protocol").equals("HTTP")) {
        continue;
      }
      boolean redirects = false;
      for (JsonNode action : listener.blocks("default_action")) {
        redirects |= Resource.at(action, "redirect.protocol").asText().equals("HTTPS");
      }
      if (!redirects) {
        findings.add(
            listener, "protocol", "port " + listener.text("port") + " is served over HTTP");
      }
    }
  }
}

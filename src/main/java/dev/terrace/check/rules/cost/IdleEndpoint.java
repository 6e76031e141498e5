package dev.terrace.check.rules.cost;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Interface endpoints of services that nothing in the environment calls. */
public final class IdleEndpoint implements Rule {
  /** Services that agents of AWS call with rights that no policy of the stacks names. */
  private static final Set<String> ALWAYS =
      Set.of("ecr", "logs", "ecs", "monitoring", "kms", "sts");

  /** Where the endpoint's name is not the prefix of the actions. */
  private static final Map<String, String> PREFIX =
      Map.of(
          "ecr.api", "ecr",
          "ecr.dkr", "ecr",
          "ecs-agent", "ecs",
          "ecs-telemetry", "ecs",
          "bedrock-runtime", "bedrock",
          "elasticfilesystem-fips", "elasticfilesystem");

  private static final About ABOUT =
      About.of(
              "cost-idle-endpoint",
              Severity.WARNING,
              "An interface endpoint serves nobody",
              "Remove it.")
          .with("https://aws.amazon.com/privatelink/pricing/");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    Set<String> called = new HashSet<>(ALWAYS);
    for (Policies.Statement each : Policies.given(model)) {
      for (String action : each.actions()) {
        called.add(action.substring(0, Math.max(action.indexOf(':'), 0)));
      }
    }
    for (Resource endpoint : model.all("aws_vpc_endpoint")) {
      String name = endpoint.text("service_name");
      String service = name.replaceFirst("com\\.amazonaws\\.[a-z0-9-]+\\.", "");
      String prefix = PREFIX.getOrDefault(service, service);
      if (endpoint.text("vpc_endpoint_type").equals("Interface") && !called.contains(prefix)) {
        findings.add(
            endpoint,
            "service_name",
            "no policy allows an action of "
                + service
                + model.monthly("interface-endpoint", " per zone").orElse(""));
      }
    }
  }
}

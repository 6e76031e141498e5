package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import java.util.List;
import java.util.regex.Pattern;

/** Actions on every resource of the account that AWS can limit. */
public final class WildcardResource implements Rule {
  /**
   * Actions that AWS cannot limit to resources, or that only list what is there, by the service
   * authorization reference.
   */
  private static final Pattern UNLIMITED =
      Pattern.compile(
          "(?i)[a-z0-9-]+:(describe|list).*"
              + "|ecr:getauthorizationtoken|ssmmessages:.*|ec2messages:.*|tag:get.*|xray:put.*"
              + "|ecs:deregistertaskdefinition|cloudwatch:(putmetricdata|get.*)|ce:.*|pricing:.*"
              + "|ssm:updateinstanceinformation|logs:(start|stop|get)query.*|sts:getcalleridentity"
              + "|secretsmanager:getrandompassword|ec2:(create|delete)networkinterface|ec2:getebs.*|s3:getaccountpublicaccessblock");

  private static final About ABOUT =
      About.of(
              "iam-wildcard-resource",
              Severity.WARNING,
              "A role may change every resource of the account",
              "Name the resources, or limit their tags with a condition.")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html")
          .with(
              "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.given(model)) {
      List<String> actions =
          each.written().stream().filter(action -> !UNLIMITED.matcher(action).matches()).toList();
      if (each.allows()
          && each.resources().contains("*")
          && each.condition().isMissingNode()
          && !actions.isEmpty()) {
        findings.add(
            each.holder(),
            each.attribute(),
            each.describe() + " allows " + String.join(", ", actions) + " on every resource");
      }
    }
  }
}

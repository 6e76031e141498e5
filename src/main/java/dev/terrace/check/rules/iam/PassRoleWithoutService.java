package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;

/** Roles that may pass roles to any service, or any role. */
public final class PassRoleWithoutService implements Rule {
  private static final About ABOUT =
      About.of(
              "iam-pass-role",
              Severity.ERROR,
              "A role may pass other roles to any service",
              "Name the roles, and limit iam:PassedToService.")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.given(model)) {
      if (!each.allows() || !each.names("iam:passrole")) {
        continue;
      }
      if (!each.limits("iam:PassedToService", "iam:AssociatedResourceArn")) {
        findings.add(
            each.holder(),
            each.attribute(),
            each.describe() + " allows iam:PassRole without iam:PassedToService");
      }
      for (String resource : each.resources()) {
        if (resource.equals("*") || resource.endsWith(":role/*")) {
          findings.add(
              each.holder(),
              each.attribute(),
              each.describe() + " allows iam:PassRole of " + resource);
        }
      }
    }
  }
}

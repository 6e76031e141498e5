package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;

/** Roles of services that nothing uses. */
public final class UnusedRole implements Rule {
  private static final About ABOUT =
      About.of("iam-unused-role", Severity.NOTE, "Nothing uses a role", "Remove it, or use it.")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.trust(model)) {
      Resource role = each.holder();
      boolean used =
          model.referencesTo(role).stream()
              .anyMatch(
                  reference ->
                      !reference.from().type().equals("aws_iam_role_policy")
                          && !reference.from().type().equals("aws_iam_role_policy_attachment"));
      if (!each.services().isEmpty() && !used) {
        findings.add(
            role, "name", "no resource names it, for " + String.join(", ", each.services()));
      }
    }
  }
}

package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import java.util.List;

/** Roles that may give themselves more rights. */
public final class PolicyChange implements Rule {
  private static final List<String> CHANGES =
      List.of(
          "iam:addusertogroup",
          "iam:attachgrouppolicy",
          "iam:attachrolepolicy",
          "iam:attachuserpolicy",
          "iam:createaccesskey",
          "iam:createloginprofile",
          "iam:createpolicyversion",
          "iam:putgrouppolicy",
          "iam:putrolepolicy",
          "iam:putuserpolicy",
          "iam:setdefaultpolicyversion",
          "iam:updateassumerolepolicy",
          "iam:updateloginprofile");

  private static final About ABOUT =
      About.of(
              "iam-policy-change",
              Severity.ERROR,
              "A role may give itself or others more rights",
              "Leave changes of roles and policies to the role that deploys.")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.given(model)) {
      List<String> changes = each.naming(CHANGES);
      if (each.allows() && !changes.isEmpty() && !each.limits("iam:PermissionsBoundary")) {
        findings.add(
            each.holder(),
            each.attribute(),
            each.describe() + " allows " + String.join(", ", changes));
      }
    }
  }
}

package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;

/** Policies that let everybody use a resource. */
public final class PublicPolicy implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-public-policy",
              Severity.ERROR,
              "Everybody may use a resource",
              "Name the principals, or limit the account with a condition.")
          .with("FSBP S3.2")
          .with("FSBP S3.3")
          .with("FSBP SNS.4")
          .with("FSBP SQS.3")
          .with("FSBP KMS.5");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.ofResources(model)) {
      boolean everybody =
          each.principal().asText("").equals("*")
              || Resource.texts(each.principal().path("AWS")).contains("*");
      if (each.allows() && everybody && !isLimited(each)) {
        findings.add(
            each.holder(),
            each.attribute(),
            each.describe() + " allows " + String.join(", ", each.written()) + " to everybody");
      }
    }
  }

  private static boolean isLimited(Policies.Statement statement) {
    return statement.limits(
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:SourceOwner",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
        "kms:CallerAccount",
        "elasticfilesystem:AccessPointArn",
        "aws:SourceVpc",
        "aws:SourceVpce");
  }
}

package dev.terrace.systems.orcha;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;

/**
 * Only Terraform writes below {@code deployment/} of the artifacts bucket: what lies there runs as
 * root at the next deployment.
 */
final class DeploymentFilesRule implements Rule {
  private static final About ABOUT =
      About.of(
          "orcha-deployment-files",
          Severity.ERROR,
          "A role may write what runs as root at the next deployment",
          "Allow s3:PutObject below the role's own folder of the artifacts bucket only.");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource bucket : model.all("aws_s3_bucket")) {
      if (!bucket.path().startsWith("bucket-artifacts/")) {
        continue;
      }
      String file = Model.token(bucket, "arn") + "/deployment/deploy.sh";
      for (Resource role : model.all("aws_iam_role")) {
        if (Policies.allow(Policies.of(model, role), "s3:putobject", file)) {
          findings.add(role, "name", "it may call s3:PutObject below deployment/");
        }
      }
    }
  }
}

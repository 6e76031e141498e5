package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;

/** Buckets that answer requests without TLS. */
public final class BucketWithoutTls implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-s3-tls",
              Severity.WARNING,
              "A bucket answers requests without TLS",
              "Deny everything where aws:SecureTransport is false.")
          .with("FSBP S3.5");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource bucket : model.all("aws_s3_bucket")) {
      boolean denied =
          model.readers(bucket, "aws_s3_bucket_policy").stream()
              .flatMap(policy -> Policies.of(model, policy, "policy").stream())
              .anyMatch(each -> !each.allows() && each.limits("aws:SecureTransport"));
      if (!denied) {
        findings.add(bucket, "bucket", "no policy denies requests without TLS");
      }
    }
  }
}

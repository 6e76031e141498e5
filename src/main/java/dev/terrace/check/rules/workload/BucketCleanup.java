package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Versioned buckets that keep every old version, or parts of uploads that were never finished. */
public final class BucketCleanup implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-bucket-cleanup",
              Severity.WARNING,
              "A bucket keeps what nobody can see",
              "Expire noncurrent versions and abort multipart uploads.")
          .with(
              "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource bucket : model.all("aws_s3_bucket")) {
      boolean versioned =
          model.readers(bucket, "aws_s3_bucket_versioning").stream()
              .anyMatch(each -> each.text("versioning_configuration.status").equals("Enabled"));
      String rules = "";
      for (Resource each : model.readers(bucket, "aws_s3_bucket_lifecycle_configuration")) {
        rules += each.at("rule");
      }
      if (versioned && !rules.contains("noncurrent_version_expiration")) {
        findings.add(bucket, "bucket", "no rule expires noncurrent versions");
      }
      if (versioned && !rules.contains("abort_incomplete_multipart_upload")) {
        findings.add(bucket, "bucket", "no rule aborts multipart uploads");
      }
    }
  }
}

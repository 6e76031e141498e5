package dev.terrace.systems.orcha;

import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.KeyRef;
import java.util.List;

/** What every role of the delivery may do with the artifacts of the pipeline. */
final class ArtifactGrants {
  private ArtifactGrants() {}

  /** The artifacts' bucket has versions, and deliveries name the one that they mean. */
  static Statement readWrite(BucketRef artifacts) {
    return Statement.allow(
        "Artifacts",
        List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
        List.of(artifacts.arn() + "/*"));
  }

  /**
   * What lies below {@code deployment/} runs as root on the instances after the next build, and
   * below {@code functions/} with the rights of the rotation: only Terraform writes there.
   */
  static Statement keepDeploymentFiles(BucketRef artifacts) {
    return Statement.deny(
        "KeepDeploymentFiles",
        List.of("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:PutObjectAcl"),
        List.of(artifacts.arn() + "/deployment/*", artifacts.arn() + "/functions/*"));
  }

  /**
   * CodePipeline user guide, "Configure server-side encryption for artifacts stored in Amazon S3
   * for CodePipeline", and CodeBuild user guide, "Encrypt build outputs": with a customer key, more
   * than reading and writing objects takes.
   */
  static Statement useKey(KeyRef key) {
    return Statement.allow(
        "UseKey",
        List.of(
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo"),
        List.of(key.arn()));
  }
}

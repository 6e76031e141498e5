package dev.terrace.grants;

import dev.terrace.ref.BucketRef;
import dev.terrace.ref.KeyRef;
import java.util.ArrayList;
import java.util.List;

/** What every role of a delivery may do with the artifacts of its pipeline. */
public final class ArtifactGrants {
  private ArtifactGrants() {}

  /**
   * Where artifacts lie.
   *
   * @param bucket has versions, and deliveries name the one that they mean
   * @param key that encrypts them
   * @param kept folders that Terraform alone writes to, without slashes: what lies there runs with
   *     more rights than the role that would write it
   */
  public record Artifacts(BucketRef bucket, KeyRef key, List<String> kept) {}

  /** Reading and writing artifacts, and nothing in the folders that are kept. */
  public static List<Statement> readWrite(Artifacts artifacts) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "Artifacts",
            List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
            List.of(artifacts.bucket().arn() + "/*")));
    statements.addAll(keep(artifacts));
    return statements;
  }

  /** Writing alone; the action of a connection sets the ACL too: aws/aws-cdk issue 13557. */
  static List<Statement> write(Artifacts artifacts) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "WriteArtifacts",
            List.of("s3:PutObject", "s3:PutObjectAcl"),
            List.of(artifacts.bucket().arn() + "/*")));
    statements.addAll(keep(artifacts));
    return statements;
  }

  private static List<Statement> keep(Artifacts artifacts) {
    List<Statement> statements = new ArrayList<>();
    if (!artifacts.kept().isEmpty()) {
      statements.add(
          Statement.deny(
              "KeepDeploymentFiles",
              List.of(
                  "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:PutObjectAcl"),
              artifacts.kept().stream()
                  .map(folder -> artifacts.bucket().arn() + "/" + folder + "/*")
                  .toList()));
    }
    statements.add(useKey(artifacts.key()));
    return statements;
  }

  /**
   * CodePipeline user guide, "Configure server-side encryption for artifacts stored in Amazon S3
   * for CodePipeline", and CodeBuild user guide, "Encrypt build outputs": with a customer key, more
   * than reading and writing objects takes.
   */
  private static Statement useKey(KeyRef key) {
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

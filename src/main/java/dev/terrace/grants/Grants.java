package dev.terrace.grants;

import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.SecretRef;
import java.util.ArrayList;
import java.util.List;

/** Least-privilege statements, each for one purpose. */
public final class Grants {

  private Grants() {}

  /** AWS documentation "Using Amazon ECS Exec": exactly these four, and they take no resource. */
  public static Statement ecsExec() {
    return Statement.allow(
        "EcsExec",
        List.of(
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel"),
        List.of("*"));
  }

  /** Pulling images from any repository of ECR; the token's action takes no resource. */
  public static List<Statement> pullImages(String repositoryArnPattern) {
    return List.of(
        Statement.allow("EcrToken", List.of("ecr:GetAuthorizationToken"), List.of("*")),
        Statement.allow(
            "EcrPull",
            List.of(
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer"),
            List.of(repositoryArnPattern)));
  }

  /**
   * ECS itself, before a container starts: one repository, one log group, the secrets that the
   * container is given.
   *
   * @param logGroupArnPattern ends in {@code :*}, which stands for its streams
   * @param secrets none: the key is not used
   */
  public static List<Statement> startTask(
      RepositoryRef repository, String logGroupArnPattern, List<SecretRef> secrets, KeyRef key) {
    return startTask(repository.arn(), logGroupArnPattern, secrets, key);
  }

  /** The same for images of several repositories. */
  public static List<Statement> startTask(
      String repositoryArnPattern, String logGroupArnPattern, List<SecretRef> secrets, KeyRef key) {
    List<Statement> statements = new ArrayList<>(pullImages(repositoryArnPattern));
    statements.add(writeLogs(List.of(logGroupArnPattern)));
    if (!secrets.isEmpty()) {
      statements.add(
          Statement.allow(
              "ReadSecrets",
              List.of("secretsmanager:GetSecretValue"),
              secrets.stream().map(SecretRef::arn).toList()));
      statements.add(decrypt(key));
    }
    return statements;
  }

  public static Statement readSecrets(List<String> secretArns) {
    return Statement.allow(
        "ReadSecrets",
        List.of("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"),
        secretArns);
  }

  public static Statement readSecretRefs(List<SecretRef> secrets) {
    return readSecrets(secrets.stream().map(SecretRef::arn).toList());
  }

  public static Statement decrypt(KeyRef key) {
    return Statement.allow("Decrypt", List.of("kms:Decrypt"), List.of(key.arn()));
  }

  public static Statement encryptAndDecrypt(KeyRef key) {
    return encryptAndDecrypt("EncryptAndDecrypt", key);
  }

  /**
   * @param sid unique in a policy for several keys
   */
  public static Statement encryptAndDecrypt(String sid, KeyRef key) {
    return Statement.allow(sid, List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(key.arn()));
  }

  public static Statement writeLogs(List<String> logGroupArnPatterns) {
    return Statement.allow(
        "WriteLogs", List.of("logs:CreateLogStream", "logs:PutLogEvents"), logGroupArnPatterns);
  }

  /**
   * "Actions, resources, and condition keys for Amazon CloudWatch Logs": {@code DescribeLogGroups}
   * takes no resource.
   */
  public static Statement findLogGroups() {
    return Statement.allow("FindLogGroups", List.of("logs:DescribeLogGroups"), List.of("*"));
  }

  public static Statement readObjects(String sid, BucketRef bucket, String keyPattern) {
    return Statement.allow(sid, List.of("s3:GetObject"), List.of(bucket.arn() + "/" + keyPattern));
  }

  public static List<Statement> readWriteObjects(String sid, List<BucketRef> buckets) {
    List<String> objects = new ArrayList<>();
    buckets.forEach(bucket -> objects.add(bucket.arn() + "/*"));
    return List.of(
        Statement.allow(
            sid + "List",
            List.of("s3:GetBucketLocation", "s3:ListBucket"),
            buckets.stream().map(BucketRef::arn).toList()),
        Statement.allow(sid, List.of("s3:DeleteObject", "s3:GetObject", "s3:PutObject"), objects));
  }

  /** Mounting through one access point, and no other. */
  public static Statement mount(FileSystemRef fileSystem, AccessPointRef accessPoint) {
    return Statement.allow(
            "Mount",
            List.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"),
            List.of(fileSystem.arn()))
        .when("StringEquals", "elasticfilesystem:AccessPointArn", accessPoint.arn());
  }

  /**
   * For the policy of a file system: nothing without TLS, and nothing past an access point. Without
   * a policy every client that reaches the mount target mounts the root, anonymously; with one,
   * only who is allowed by it or by the role's own policy: Amazon EFS user guide, "Using IAM to
   * control access to file systems". The roles' own policies allow it, each its access point:
   * {@link #mount}.
   *
   * <p>The principal is written as in that guide's examples: Terraform takes {@code "*"} and {@code
   * {"AWS": "*"}} for different ones (hashicorp/awspolicyequivalence), and would plan a change for
   * ever if Amazon EFS stores the other.
   */
  public static List<Statement> onlyAccessPoints(FileSystemRef fileSystem) {
    List<String> actions =
        List.of(
            "elasticfilesystem:ClientMount",
            "elasticfilesystem:ClientRootAccess",
            "elasticfilesystem:ClientWrite");
    return List.of(
        Statement.deny("OnlyTls", actions, List.of(fileSystem.arn()))
            .forPrincipal("AWS", "*")
            .when("Bool", "aws:SecureTransport", "false"),
        Statement.deny("OnlyAccessPoints", actions, List.of(fileSystem.arn()))
            .forPrincipal("AWS", "*")
            .when("Null", "elasticfilesystem:AccessPointArn", "true"));
  }

  /**
   * Calling models.
   *
   * <p>A call through an inference profile needs the right to the profile and to the model in every
   * region that the profile may route to: AWS documentation "Prerequisites for inference profiles".
   *
   * @param models their ids without a geography
   * @param regions every region that a profile may route to
   * @param arns of the region of the inference profiles
   * @param profilePrefix the profiles' geography, such as us
   */
  public static Statement invokeModels(
      List<String> models, List<String> regions, Arns arns, String profilePrefix) {
    List<String> resources = new ArrayList<>();
    for (String model : models) {
      regions.forEach(
          each -> resources.add("arn:aws:bedrock:" + each + "::foundation-model/" + model));
      resources.add(arns.of("bedrock", "inference-profile/" + profilePrefix + "." + model));
    }
    return Statement.allow(
        "InvokeModels",
        List.of("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"),
        resources);
  }

  /** For the policy of a queue: nothing without TLS. */
  public static Statement onlyTls(QueueRef queue) {
    return Statement.deny("OnlyTls", List.of("sqs:*"), List.of(queue.arn()))
        .forPrincipal("*", "*")
        .when("Bool", "aws:SecureTransport", "false");
  }

  /** For the policy of a bucket: nothing without TLS. */
  public static Statement onlyTls(BucketRef bucket) {
    return Statement.deny("OnlyTls", List.of("s3:*"), List.of(bucket.arn(), bucket.arn() + "/*"))
        .forPrincipal("*", "*")
        .when("Bool", "aws:SecureTransport", "false");
  }
}

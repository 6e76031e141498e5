package dev.terrace.grants;

import dev.terrace.grants.ArtifactGrants.Artifacts;
import dev.terrace.ref.RepositoryRef;
import java.util.ArrayList;
import java.util.List;

/** What the roles of builds may do. */
public final class BuildGrants {
  private BuildGrants() {}

  /** CodeBuild: logs, artifacts. */
  public static List<Statement> build(Artifacts artifacts, String logGroup, Arns arns) {
    List<Statement> statements = new ArrayList<>();
    statements.add(Grants.writeLogs(List.of(arns.of("logs", "log-group:" + logGroup + ":*"))));
    statements.add(
        Statement.allow(
            "ArtifactsList",
            List.of("s3:GetBucketLocation", "s3:ListBucket"),
            List.of(artifacts.bucket().arn())));
    statements.addAll(ArtifactGrants.readWrite(artifacts));
    return statements;
  }

  /**
   * Network interfaces in the VPC: CodeBuild user guide, "Allow CodeBuild access to AWS services
   * required to create a VPC network interface".
   */
  public static List<Statement> buildInVpc(List<String> subnetIds, Arns arns) {
    return List.of(
        Statement.allow(
            "NetworkInterfaces",
            List.of(
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs"),
            List.of("*")),
        Statement.allow(
                "NetworkInterfacePermission",
                List.of("ec2:CreateNetworkInterfacePermission"),
                List.of(arns.of("ec2", "network-interface/*")))
            .when("StringEquals", "ec2:AuthorizedService", "codebuild.amazonaws.com")
            .when(
                "ArnEquals",
                "ec2:Subnet",
                subnetIds.stream()
                    .map(id -> arns.of("ec2", "subnet/" + id))
                    .toArray(String[]::new)));
  }

  public static List<Statement> pushImages(RepositoryRef repository) {
    return List.of(
        Statement.allow("EcrToken", List.of("ecr:GetAuthorizationToken"), List.of("*")),
        Statement.allow(
            "EcrPush",
            List.of(
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:CompleteLayerUpload",
                "ecr:DescribeImages",
                "ecr:GetDownloadUrlForLayer",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart"),
            List.of(repository.arn())));
  }

  /**
   * Base images from repositories of the account.
   *
   * @param repositories their names; none: no right at all
   */
  public static List<Statement> pullBaseImages(List<String> repositories, Arns arns) {
    return repositories.isEmpty()
        ? List.of()
        : List.of(
            Statement.allow(
                "PullBaseImages",
                List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                repositories.stream().map(name -> arns.of("ecr", "repository/" + name)).toList()));
  }

  /**
   * CodeArtifact user guide, "AWS CodeArtifact authentication and tokens".
   *
   * @param repository domain/repository; null: no right at all
   */
  public static List<Statement> codeArtifact(String repository, Arns arns) {
    if (repository == null) {
      return List.of();
    }
    String domain = repository.split("/", -1)[0];
    return List.of(
        Statement.allow(
            "CodeArtifactToken",
            List.of("codeartifact:GetAuthorizationToken"),
            List.of(arns.of("codeartifact", "domain/" + domain))),
        Statement.allow(
            "CodeArtifact",
            List.of("codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"),
            List.of(arns.of("codeartifact", "repository/" + repository))),
        Statement.allow("BearerToken", List.of("sts:GetServiceBearerToken"), List.of("*"))
            .when("StringEquals", "sts:AWSServiceName", "codeartifact.amazonaws.com"));
  }

  /**
   * A second tag for an image that is there: ECR user guide, "Retagging an image". Without the
   * actions that upload layers, no other image gets in.
   */
  public static List<Statement> releaseImages(RepositoryRef repository) {
    return List.of(
        Statement.allow(
            "TagImages",
            List.of("ecr:BatchGetImage", "ecr:DescribeImages", "ecr:PutImage"),
            List.of(repository.arn())));
  }
}

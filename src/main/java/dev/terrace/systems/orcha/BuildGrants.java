package dev.terrace.systems.orcha;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RepositoryRef;
import java.util.ArrayList;
import java.util.List;

/** What the roles of the builds may do. */
final class BuildGrants {
  private final Arns arns;
  private final String prefix;

  BuildGrants(Arns arns, String prefix) {
    this.arns = arns;
    this.prefix = prefix;
  }

  /** CodeBuild: logs, artifacts. */
  List<Statement> build(BucketRef artifacts, KeyRef key, String logGroup) {
    List<Statement> statements = new ArrayList<>();
    statements.add(Grants.writeLogs(List.of(arns.of("logs", "log-group:" + logGroup + ":*"))));
    statements.add(
        Statement.allow(
            "ArtifactsList",
            List.of("s3:GetBucketLocation", "s3:ListBucket"),
            List.of(artifacts.arn())));
    statements.add(ArtifactGrants.readWrite(artifacts));
    statements.add(ArtifactGrants.keepDeploymentFiles(artifacts));
    statements.add(ArtifactGrants.useKey(key));
    return statements;
  }

  /**
   * Network interfaces in the VPC: CodeBuild user guide, "Allow CodeBuild access to AWS services
   * required to create a VPC network interface".
   */
  List<Statement> buildInVpc(List<String> subnetIds) {
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

  List<Statement> pushImages(RepositoryRef repository) {
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

  /** What a build reads besides its source. */
  List<Statement> dependencies(OrchaDelivery delivery) {
    List<Statement> statements = new ArrayList<>(codeArtifact(delivery));
    if (!delivery.baseImages().isEmpty()) {
      statements.add(
          Statement.allow(
              "PullBaseImages",
              List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
              delivery.baseImages().stream()
                  .map(name -> arns.of("ecr", "repository/" + name))
                  .toList()));
    }
    return statements;
  }

  /** CodeArtifact user guide, "AWS CodeArtifact authentication and tokens". */
  List<Statement> codeArtifact(OrchaDelivery delivery) {
    if (delivery.codeArtifact() == null) {
      return List.of();
    }
    String domain = delivery.codeArtifact().split("/", -1)[0];
    return List.of(
        Statement.allow(
            "CodeArtifactToken",
            List.of("codeartifact:GetAuthorizationToken"),
            List.of(arns.of("codeartifact", "domain/" + domain))),
        Statement.allow(
            "CodeArtifact",
            List.of("codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"),
            List.of(arns.of("codeartifact", "repository/" + delivery.codeArtifact()))),
        Statement.allow("BearerToken", List.of("sts:GetServiceBearerToken"), List.of("*"))
            .when("StringEquals", "sts:AWSServiceName", "codeartifact.amazonaws.com"));
  }

  /**
   * A second tag for an image that is there: ECR user guide, "Retagging an image". Without the
   * actions that upload layers, no other image gets in.
   */
  List<Statement> releaseImages(RepositoryRef repository) {
    return List.of(
        Statement.allow(
            "TagImages",
            List.of("ecr:BatchGetImage", "ecr:DescribeImages", "ecr:PutImage"),
            List.of(repository.arn())));
  }

  /** Restoring a copy of the database, and nothing on the database itself. */
  List<Statement> migrationTest(OrchaDataStack.Outputs data, DatabaseRef database) {
    String copies = arns.of("rds", "db:" + prefix + "-migration-test-*");
    return List.of(
        Statement.allow(
            "FindSnapshots",
            List.of("rds:DescribeDBInstances", "rds:DescribeDBSnapshots"),
            List.of(arns.of("rds", "db:*"), arns.of("rds", "snapshot:*"))),
        Statement.allow(
            "RestoreCopy",
            List.of("rds:AddTagsToResource", "rds:RestoreDBInstanceFromDBSnapshot"),
            List.of(
                copies,
                arns.of("rds", "snapshot:rds:" + prefix + "-db-*"),
                arns.of("rds", "subgrp:" + database.subnetGroup()),
                arns.of("rds", "pg:*"),
                arns.of("rds", "og:*"))),
        Statement.allow(
            "ChangeCopy", List.of("rds:DeleteDBInstance", "rds:ModifyDBInstance"), List.of(copies)),
        Statement.allow("NewPassword", List.of("secretsmanager:GetRandomPassword"), List.of("*")),
        Grants.readSecretRefs(List.of(data.credentials())),
        // RDS user guide, "Restoring from an encrypted snapshot": the caller needs the key.
        Statement.allow(
                "KeyOfTheCopy",
                List.of("kms:CreateGrant", "kms:DescribeKey"),
                List.of(data.key().arn()))
            .when("StringEquals", "kms:ViaService", "rds." + arns.region() + ".amazonaws.com"));
  }
}

package dev.terrace.systems.orcha;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import java.util.ArrayList;
import java.util.List;

/** What the roles of orcha's pipeline, builds and deployments may do. */
final class OrchaDeliveryGrants {
  private final Arns arns;
  private final String prefix;

  OrchaDeliveryGrants(String region, String accountId, String prefix) {
    this.arns = new Arns(region, accountId);
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
    statements.add(readWriteArtifacts(artifacts));
    statements.add(keepDeploymentFiles(artifacts));
    statements.add(useKey(key));
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
  List<Statement> dependencies(OrchaConfig.Delivery delivery) {
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
  List<Statement> codeArtifact(OrchaConfig.Delivery delivery) {
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

  /**
   * CodeDeploy on an Auto Scaling group with a launch template: CodeDeploy user guide, "Create a
   * service role for CodeDeploy", with RunInstances, CreateTags and PassRole for the template. Most
   * of the descriptions take no resource; AWS's policy AWSCodeDeployRole has the two of attributes.
   * Instances start from the one template only, and tags are written only as they start: EC2 user
   * guide, "Control access to launch templates with IAM permissions" and "Grant permission to tag
   * Amazon EC2 resources during creation".
   */
  List<Statement> deployment(
      InstanceGroupRef instances,
      RoleRef instanceRole,
      List<TargetGroupRef> targetGroups,
      BucketRef artifacts,
      KeyRef key) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "Describe",
            List.of(
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeLifecycleHooks",
                "autoscaling:DescribeScalingActivities",
                "ec2:DescribeInstanceStatus",
                "ec2:DescribeInstances",
                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
                "tag:GetResources"),
            List.of("*")));
    statements.add(
        Statement.allow(
            "InstanceGroup",
            List.of(
                "autoscaling:CompleteLifecycleAction",
                "autoscaling:DeleteLifecycleHook",
                "autoscaling:PutLifecycleHook",
                "autoscaling:RecordLifecycleActionHeartbeat",
                "autoscaling:ResumeProcesses",
                "autoscaling:SuspendProcesses"),
            List.of(arns.of("autoscaling", "autoScalingGroup:*:autoScalingGroupName/" + prefix))));
    statements.add(
        Statement.allow(
            "Targets",
            List.of(
                "elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"),
            targetGroups.stream().map(TargetGroupRef::arn).toList()));
    statements.add(
        Statement.allow("RunInstances", List.of("ec2:RunInstances"), List.of("*"))
            .when("ArnEquals", "ec2:LaunchTemplate", instances.launchTemplateArn()));
    statements.add(
        Statement.allow(
                "TagInstances",
                List.of("ec2:CreateTags"),
                List.of(
                    arns.of("ec2", "instance/*"),
                    arns.of("ec2", "network-interface/*"),
                    arns.of("ec2", "volume/*")))
            .when("StringEquals", "ec2:CreateAction", "RunInstances"));
    statements.add(
        Statement.allow("PassInstanceRole", List.of("iam:PassRole"), List.of(instanceRole.arn()))
            .when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"));
    statements.add(
        Statement.allow(
            "ReadRevision",
            List.of("s3:GetObject", "s3:GetObjectVersion"),
            List.of(artifacts.arn() + "/*")));
    statements.add(Grants.decrypt(key));
    return statements;
  }

  /** The pipeline itself: its artifacts, and the roles of its actions. */
  List<Statement> pipeline(BucketRef artifacts, KeyRef key, List<RoleRef> actions) {
    return List.of(
        Statement.allow(
            "ActionRoles", List.of("sts:AssumeRole"), actions.stream().map(RoleRef::arn).toList()),
        Statement.allow(
            "ArtifactsBucket",
            List.of("s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"),
            List.of(artifacts.arn())),
        readWriteArtifacts(artifacts),
        keepDeploymentFiles(artifacts),
        useKey(key));
  }

  /** Two names for one action: the service has been renamed, and both are still asked for. */
  List<Statement> sourceAction(ConnectionRef connection, BucketRef artifacts, KeyRef key) {
    return List.of(
        Statement.allow(
            "UseConnection",
            List.of("codeconnections:UseConnection", "codestar-connections:UseConnection"),
            List.of(connection.arn())),
        Statement.allow(
            // The connection's action sets the ACL too: aws/aws-cdk issue 13557.
            "WriteArtifacts",
            List.of("s3:PutObject", "s3:PutObjectAcl"),
            List.of(artifacts.arn() + "/*")),
        keepDeploymentFiles(artifacts),
        useKey(key));
  }

  List<Statement> buildAction(List<BuildProjectRef> projects) {
    return List.of(
        Statement.allow(
            "Builds",
            List.of("codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"),
            projects.stream().map(BuildProjectRef::arn).toList()));
  }

  List<Statement> approvalAction(TopicRef topic, KeyRef key) {
    return List.of(
        Statement.allow("AskPeople", List.of("sns:Publish"), List.of(topic.arn())),
        Grants.encryptAndDecrypt(key));
  }

  List<Statement> deploymentAction(DeploymentGroupRef group, BucketRef artifacts, KeyRef key) {
    return List.of(
        Statement.allow(
            "Revision",
            List.of(
                "codedeploy:GetApplication",
                "codedeploy:GetApplicationRevision",
                "codedeploy:RegisterApplicationRevision"),
            List.of(arns.of("codedeploy", "application:" + group.application()))),
        Statement.allow(
            "Deployment",
            List.of("codedeploy:CreateDeployment", "codedeploy:GetDeployment"),
            List.of(
                arns.of(
                    "codedeploy", "deploymentgroup:" + group.application() + "/" + group.name()))),
        Statement.allow(
            "DeploymentConfiguration",
            List.of("codedeploy:GetDeploymentConfig"),
            List.of(arns.of("codedeploy", "deploymentconfig:*"))),
        readWriteArtifacts(artifacts),
        keepDeploymentFiles(artifacts),
        useKey(key));
  }

  /** The artifacts' bucket has versions, and deliveries name the one that they mean. */
  private static Statement readWriteArtifacts(BucketRef artifacts) {
    return Statement.allow(
        "Artifacts",
        List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
        List.of(artifacts.arn() + "/*"));
  }

  /**
   * What lies below {@code deployment/} runs as root on the instances after the next build, and
   * below {@code functions/} with the rights of the rotation: only Terraform writes there.
   */
  private static Statement keepDeploymentFiles(BucketRef artifacts) {
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

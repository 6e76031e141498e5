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
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import java.util.ArrayList;
import java.util.List;

/** What orcha's roles may do. */
final class OrchaGrants {
  private final Arns arns;
  private final String prefix;

  OrchaGrants(String region, String accountId, String prefix) {
    this.arns = new Arns(region, accountId);
    this.prefix = prefix;
  }

  /**
   * The instances: the application and its workers, the agents of Session Manager and CodeDeploy.
   */
  List<Statement> instances(OrchaDataStack.Outputs data, RepositoryRef repository) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "ReadParameters",
            List.of("ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"),
            List.of(
                arns.of("ssm", "parameter/" + prefix + "/*"),
                arns.of("ssm", "parameter/" + prefix))));
    statements.add(
        Grants.readSecrets(List.of(arns.of("secretsmanager", "secret:/" + prefix + "/*"))));
    statements.add(Grants.encryptAndDecrypt(data.key()));
    statements.addAll(
        Grants.readWriteObjects("Buckets", List.of(data.storage(), data.artifacts())));
    statements.add(readVersions(data.artifacts()));
    statements.add(
        Statement.allow(
            "Queues",
            List.of(
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:GetQueueUrl",
                "sqs:ReceiveMessage",
                "sqs:SendMessage"),
            data.allQueues().stream().map(QueueRef::arn).toList()));
    statements.addAll(Grants.pullImages(repository.arn()));
    statements.add(Grants.writeLogs(List.of(arns.of("logs", "log-group:/" + prefix + "/*:*"))));
    statements.add(
        Statement.allow(
            "DescribeLogs",
            List.of("logs:DescribeLogGroups", "logs:DescribeLogStreams"),
            List.of(arns.of("logs", "log-group:*"))));
    statements.addAll(sessionManager());
    return statements;
  }

  /**
   * Systems Manager user guide, "Verify or add instance permissions for Session Manager" and
   * "Reference: ec2messages, ssmmessages": none takes a resource. The managed policy
   * AmazonSSMManagedInstanceCore would let the instances read every parameter of the account.
   */
  private static List<Statement> sessionManager() {
    return List.of(
        Statement.allow(
            "Sessions",
            List.of(
                "ssm:UpdateInstanceInformation",
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel"),
            List.of("*")),
        Statement.allow(
            "Commands",
            List.of(
                "ec2messages:AcknowledgeMessage",
                "ec2messages:DeleteMessage",
                "ec2messages:FailMessage",
                "ec2messages:GetEndpoint",
                "ec2messages:GetMessages",
                "ec2messages:SendReply"),
            List.of("*")));
  }

  /**
   * Developers: a shell that is logged, and port forwarding, on the application's instances.
   * Whoever has assumed a role has an id only, and no name: Systems Manager user guide, "Sample IAM
   * policies for Session Manager".
   */
  List<Statement> developers(String sessionDocument) {
    return List.of(
        Statement.allow(
                "StartSession", List.of("ssm:StartSession"), List.of(arns.of("ec2", "instance/*")))
            .when("StringEquals", "ssm:resourceTag/Name", prefix)
            .when("BoolIfExists", "ssm:SessionDocumentAccessCheck", "true"),
        Statement.allow(
            "SessionDocuments",
            List.of("ssm:StartSession"),
            List.of(
                arns.of("ssm", "document/" + sessionDocument),
                "arn:aws:ssm:" + arns.region() + "::document/AWS-StartPortForwardingSession")),
        Statement.allow(
            "OwnSessions",
            List.of("ssm:ResumeSession", "ssm:TerminateSession", "ssmmessages:OpenDataChannel"),
            List.of(
                arns.of("ssm", "session/$${aws:userid}-*"),
                arns.of("ssm", "session/$${aws:username}-*"))),
        Statement.allow(
            "FindInstances",
            List.of(
                "ec2:DescribeInstances",
                "ssm:DescribeInstanceInformation",
                "ssm:DescribeSessions",
                "ssm:GetConnectionStatus"),
            List.of("*")));
  }

  /** The function that rotates the database's password. */
  List<Statement> rotation(
      OrchaDataStack.Outputs data, InstanceGroupRef instances, String functionName) {
    return List.of(
        Statement.allow(
            "Secret",
            List.of(
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage"),
            List.of(data.credentials().arn())),
        Statement.allow("NewPassword", List.of("secretsmanager:GetRandomPassword"), List.of("*")),
        Grants.encryptAndDecrypt(data.key()),
        Statement.allow(
            "Database",
            List.of("rds:DescribeDBInstances", "rds:ModifyDBInstance"),
            List.of(arns.of("rds", "db:" + prefix + "-db"))),
        Statement.allow(
                "RestartApplication",
                List.of("ssm:SendCommand"),
                List.of(arns.of("ec2", "instance/*")))
            .when("StringEquals", "ssm:resourceTag/aws:autoscaling:groupName", instances.name()),
        Statement.allow(
            "RestartDocument",
            List.of("ssm:SendCommand"),
            List.of("arn:aws:ssm:" + arns.region() + "::document/AWS-RunShellScript")),
        Statement.allow(
            "FindInstances",
            List.of("autoscaling:DescribeAutoScalingGroups", "ssm:ListCommands"),
            List.of("*")),
        Grants.writeLogs(List.of(arns.of("logs", "log-group:/aws/lambda/" + functionName + ":*"))));
  }

  /** CodeBuild: logs, artifacts, network interfaces in the VPC. */
  List<Statement> build(OrchaDataStack.Outputs data, List<String> subnetIds, String logGroup) {
    List<Statement> statements = new ArrayList<>();
    statements.add(Grants.writeLogs(List.of(arns.of("logs", "log-group:" + logGroup + ":*"))));
    statements.addAll(Grants.readWriteObjects("Artifacts", List.of(data.artifacts())));
    statements.add(readVersions(data.artifacts()));
    statements.add(Grants.encryptAndDecrypt(data.key()));
    // CodeBuild user guide, "Allow CodeBuild access to AWS services required to create a VPC
    // network interface".
    statements.add(
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
            List.of("*")));
    statements.add(
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
    return statements;
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
   * of these take no resource.
   */
  List<Statement> deployment(
      RoleRef instanceRole, List<TargetGroupRef> targetGroups, BucketRef artifacts, KeyRef key) {
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
                "elasticloadbalancing:DescribeLoadBalancers",
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
        Statement.allow(
            "LaunchTemplate", List.of("ec2:CreateTags", "ec2:RunInstances"), List.of("*")));
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
        Statement.allow(
            "Artifacts",
            List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
            List.of(artifacts.arn() + "/*")),
        Grants.encryptAndDecrypt(key));
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
        Grants.encryptAndDecrypt(key));
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
        Statement.allow(
            "Artifacts",
            List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
            List.of(artifacts.arn() + "/*")),
        Grants.encryptAndDecrypt(key));
  }

  /** The artifacts' bucket has versions, and deliveries name the one that they mean. */
  private static Statement readVersions(BucketRef artifacts) {
    return Statement.allow(
        "ArtifactVersions", List.of("s3:GetObjectVersion"), List.of(artifacts.arn() + "/*"));
  }
}

package dev.terrace.systems.coder;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RoleRef;
import java.util.ArrayList;
import java.util.List;

/** What coder's roles may do in addition to what every service may. */
final class CoderGrants {
  private final Arns arns;
  private final String prefix;

  CoderGrants(String region, String accountId, String prefix) {
    this.arns = new Arns(region, accountId);
    this.prefix = prefix;
  }

  /** ECS itself, before a container starts: images, secrets, log streams. */
  List<Statement> execution(String secretsPrefix, KeyRef key) {
    List<Statement> statements = new ArrayList<>(Grants.pullImages(arns.of("ecr", "repository/*")));
    statements.add(
        Grants.readSecrets(List.of(arns.of("secretsmanager", "secret:" + secretsPrefix + "/*"))));
    statements.add(Grants.decrypt(key));
    statements.add(Grants.writeLogs(List.of(arns.of("logs", "log-group:/ecs/" + prefix + "-*:*"))));
    return statements;
  }

  /**
   * The workspaces that coder's templates make: their state, their tasks, their folders, and the
   * bridge they read.
   *
   * @param stateBucket the templates' states lie under {@code workspaces/}; the platform's own stay
   *     out of reach
   * @param passable roles that a workspace's task may have
   */
  List<Statement> workspaces(
      BucketRef stateBucket,
      String lockTable,
      ClusterRef cluster,
      FileSystemRef fileSystem,
      List<RoleRef> passable) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow("WorkspaceStateList", List.of("s3:ListBucket"), List.of(stateBucket.arn()))
            .when("StringLike", "s3:prefix", "workspaces/*"));
    statements.add(
        Statement.allow(
            "WorkspaceState",
            List.of("s3:DeleteObject", "s3:GetObject", "s3:PutObject"),
            List.of(stateBucket.arn() + "/workspaces/*")));
    if (lockTable != null) {
      statements.add(
          Statement.allow(
                  "WorkspaceStateLock",
                  List.of("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem"),
                  List.of(arns.of("dynamodb", "table/" + lockTable)))
              .when(
                  "ForAllValues:StringLike",
                  "dynamodb:LeadingKeys",
                  stateBucket.name() + "/workspaces/*"));
    }
    String tasks = arns.of("ecs", "task/" + prefix + "/*");
    String definitions = arns.of("ecs", "task-definition/" + prefix + "-workspace-*:*");
    statements.add(
        Statement.allow("RunWorkspaces", List.of("ecs:RunTask"), List.of(definitions))
            .when("ArnEquals", "ecs:cluster", cluster.arn()));
    statements.add(
        Statement.allow(
                "StopWorkspaces", List.of("ecs:DescribeTasks", "ecs:StopTask"), List.of(tasks))
            .when("ArnEquals", "ecs:cluster", cluster.arn()));
    // AWS service authorization reference, Amazon ECS: these two take no resource.
    statements.add(
        Statement.allow(
            "DescribeWorkspaceDefinitions",
            List.of("ecs:DeregisterTaskDefinition", "ecs:DescribeTaskDefinition"),
            List.of("*")));
    statements.add(
        Statement.allow(
            "RegisterWorkspaceDefinitions",
            List.of("ecs:RegisterTaskDefinition", "ecs:TagResource", "ecs:UntagResource"),
            List.of(definitions)));
    statements.add(
        Statement.allow(
            "ServeWorkspaces",
            List.of(
                "ecs:CreateService",
                "ecs:DeleteService",
                "ecs:DescribeServices",
                "ecs:TagResource",
                "ecs:UntagResource",
                "ecs:UpdateService"),
            List.of(arns.of("ecs", "service/" + prefix + "/" + prefix + "-workspace-*"))));
    statements.add(
        Statement.allow(
            "WorkspaceLogGroups",
            List.of(
                "logs:CreateLogGroup",
                "logs:DeleteLogGroup",
                "logs:ListTagsForResource",
                "logs:PutRetentionPolicy",
                "logs:TagResource",
                "logs:UntagResource"),
            List.of(arns.of("logs", "log-group:/ecs/" + prefix + "-workspace-*"))));
    statements.add(
        Statement.allow(
            "FindLogGroups",
            List.of("logs:DescribeLogGroups"),
            List.of(arns.of("logs", "log-group:*"))));
    statements.add(
        Statement.allow(
            "WorkspaceFolders",
            List.of(
                "elasticfilesystem:CreateAccessPoint",
                "elasticfilesystem:DescribeAccessPoints",
                "elasticfilesystem:TagResource"),
            List.of(fileSystem.arn())));
    statements.add(
        Statement.allow(
            "ManageWorkspaceFolders",
            List.of(
                "elasticfilesystem:DeleteAccessPoint",
                "elasticfilesystem:DescribeAccessPoints",
                "elasticfilesystem:TagResource",
                "elasticfilesystem:UntagResource"),
            List.of(arns.of("elasticfilesystem", "access-point/*"))));
    statements.add(
        Statement.allow(
                "PassWorkspaceRoles",
                List.of("iam:PassRole"),
                passable.stream().map(RoleRef::arn).toList())
            .when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"));
    statements.add(
        Statement.allow(
            "ReadBridge",
            List.of("ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"),
            List.of(
                arns.of("ssm", "parameter/" + prefix),
                arns.of("ssm", "parameter/" + prefix + "/*"))));
    return statements;
  }

  Statement workspaceLogs() {
    return Grants.writeLogs(List.of(arns.of("logs", "log-group:/ecs/" + prefix + "-workspace*:*")));
  }

  Statement models(CoderConfig.Bedrock bedrock) {
    return Grants.invokeModels(
        bedrock.regions(), arns.region(), arns.accountId(), bedrock.inferenceProfilePrefix());
  }
}

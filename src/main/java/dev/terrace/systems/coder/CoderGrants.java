package dev.terrace.systems.coder;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RoleRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What coder's roles may do in addition to what every service may. */
final class CoderGrants {
  /**
   * What a workspace's tasks and folders are tagged with, and nothing else of the platform is:
   * {@code modules/coder-workspace}.
   */
  private static final String WORKSPACE_TAG = "coder-workspace";

  private final Arns arns;
  private final String prefix;

  CoderGrants(String region, String accountId, String prefix) {
    this.arns = new Arns(region, accountId);
    this.prefix = prefix;
  }

  /** ECS itself, before a container starts: images, secrets, log streams. */
  List<Statement> execution(
      String secretsPrefix, KeyRef key, Registries registries, String dockerHubPrefix) {
    List<Statement> statements = new ArrayList<>(Grants.pullImages(arns.of("ecr", "repository/*")));
    statements.add(
        Grants.readSecrets(List.of(arns.of("secretsmanager", "secret:" + secretsPrefix + "/*"))));
    statements.add(Grants.decrypt(key));
    statements.add(Grants.writeLogs(List.of(arns.of("logs", "log-group:/ecs/" + prefix + "-*:*"))));
    if (!registries.secrets().isEmpty()) {
      statements.add(
          Statement.allow(
              "RegistryCredentials",
              List.of("secretsmanager:GetSecretValue"),
              registries.secrets()));
    }
    if (registries.dockerHubCache() != null) {
      // ECR user guide, "IAM permissions required to sync an upstream registry with an Amazon ECR
      // private registry": the first pull of an image creates its repository.
      statements.add(
          Statement.allow(
              "FillImageCache",
              List.of("ecr:BatchImportUpstreamImage", "ecr:CreateRepository"),
              List.of(arns.of("ecr", "repository/" + dockerHubPrefix + "/*"))));
    }
    return statements;
  }

  /**
   * ECS itself, before a workspace starts. Not the platform's role: whoever writes a template names
   * the secrets that the container gets, and would read every secret of the environment.
   */
  List<Statement> workspaceExecution(String secretsPrefix, KeyRef key) {
    String secrets = arns.of("secretsmanager", "secret:" + secretsPrefix + "/workspaces/*");
    List<Statement> statements = new ArrayList<>(Grants.pullImages(arns.of("ecr", "repository/*")));
    statements.add(Grants.readSecrets(List.of(secrets)));
    // Secrets Manager user guide, "Secret encryption and decryption": the context names the secret.
    statements.add(
        Grants.decrypt(key).when("StringLike", "kms:EncryptionContext:SecretARN", secrets));
    statements.add(workspaceLogs());
    return statements;
  }

  /**
   * What a workspace may do: write its logs, and mount the folders of workspaces. The actions that
   * mount know no tags of an access point: the services' own are named instead.
   */
  List<Statement> workspace(FileSystemRef fileSystem, Collection<AccessPointRef> services) {
    return List.of(
        workspaceLogs(),
        Statement.allow(
                "MountWorkspaceFolders",
                List.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"),
                List.of(fileSystem.arn()))
            .when(
                "ArnLike",
                "elasticfilesystem:AccessPointArn",
                arns.of("elasticfilesystem", "access-point/*"))
            .when(
                "ArnNotEquals",
                "elasticfilesystem:AccessPointArn",
                services.stream().map(AccessPointRef::arn).toArray(String[]::new)));
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
    // Amazon ECS developer guide, "Grant permission to tag resources on creation": RunTask with
    // tags
    // is refused otherwise, and without its tag a task cannot be stopped below.
    statements.add(
        Statement.allow("TagNewTasks", List.of("ecs:TagResource"), List.of(tasks))
            .when("StringEquals", "ecs:CreateAction", "RunTask"));
    statements.add(
        Statement.allow("DescribeTasks", List.of("ecs:DescribeTasks"), List.of(tasks))
            .when("ArnEquals", "ecs:cluster", cluster.arn()));
    statements.add(
        ofWorkspaces(
            Statement.allow("StopWorkspaces", List.of("ecs:StopTask"), List.of(tasks))
                .when("ArnEquals", "ecs:cluster", cluster.arn())));
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
    statements.add(Grants.findLogGroups());
    String folders = arns.of("elasticfilesystem", "access-point/*");
    statements.add(
        Statement.allow(
            "FindFolders",
            List.of("elasticfilesystem:DescribeAccessPoints"),
            List.of(fileSystem.arn(), folders)));
    statements.add(
        Statement.allow(
                "CreateWorkspaceFolders",
                List.of("elasticfilesystem:CreateAccessPoint"),
                List.of(fileSystem.arn()))
            .when("Null", "aws:RequestTag/" + WORKSPACE_TAG, "false"));
    // Only as part of a creation: a tag on another's folder would make it a workspace's.
    statements.add(
        Statement.allow("TagNewFolders", List.of("elasticfilesystem:TagResource"), List.of(folders))
            .when("StringEquals", "elasticfilesystem:CreateAction", "CreateAccessPoint"));
    statements.add(
        ofWorkspaces(
            Statement.allow(
                "ManageWorkspaceFolders",
                List.of(
                    "elasticfilesystem:DeleteAccessPoint",
                    "elasticfilesystem:TagResource",
                    "elasticfilesystem:UntagResource"),
                List.of(folders))));
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

  private static Statement ofWorkspaces(Statement statement) {
    return statement.when("Null", "aws:ResourceTag/" + WORKSPACE_TAG, "false");
  }

  private Statement workspaceLogs() {
    return Grants.writeLogs(List.of(arns.of("logs", "log-group:/ecs/" + prefix + "-workspace*:*")));
  }

  Statement models(List<String> models, Bedrock bedrock) {
    return Grants.invokeModels(models, bedrock.regions(), arns, bedrock.inferenceProfilePrefix());
  }
}

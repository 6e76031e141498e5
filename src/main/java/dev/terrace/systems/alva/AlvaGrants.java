package dev.terrace.systems.alva;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.ParameterRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.ref.ServiceRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What alva's roles may do. */
final class AlvaGrants {
  private final Arns arns;

  AlvaGrants(String region, String accountId) {
    arns = new Arns(region, accountId);
  }

  /** ECS itself, before a container starts: one image, one log group, the secrets it is given. */
  List<Statement> execution(
      String family, RepositoryRef repository, List<SecretRef> secrets, KeyRef key) {
    List<Statement> statements = new ArrayList<>(Grants.pullImages(repository.arn()));
    statements.add(Grants.writeLogs(List.of(arns.of("logs", "log-group:/ecs/" + family + ":*"))));
    if (!secrets.isEmpty()) {
      statements.add(
          Statement.allow(
              "ReadSecrets",
              List.of("secretsmanager:GetSecretValue"),
              secrets.stream().map(SecretRef::arn).toList()));
      statements.add(Grants.decrypt(key));
    }
    return statements;
  }

  /**
   * What {@code deploy/alva/deploy-staging.yml} calls, and nothing else; a test compares the two.
   *
   * @param migrationFamily task definition that may be run
   * @param imageTags parameters that the workflow leaves the released tags in
   */
  List<Statement> deployment(
      Collection<RepositoryRef> repositories,
      ClusterRef cluster,
      Collection<ServiceRef> services,
      String migrationFamily,
      Collection<RoleRef> roles,
      Collection<ParameterRef> imageTags) {
    List<String> families = new ArrayList<>();
    services.forEach(service -> families.add(service.name()));
    families.add(migrationFamily);
    return List.of(
        Statement.allow("EcrToken", List.of("ecr:GetAuthorizationToken"), List.of("*")),
        // ECR user guide, "IAM permissions for pushing an image to an Amazon ECR private
        // repository".
        Statement.allow(
            "PushImages",
            List.of(
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:CompleteLayerUpload",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart"),
            repositories.stream().map(RepositoryRef::arn).toList()),
        // Service Authorization Reference, "Amazon Elastic Container Service": describing takes no
        // resource.
        Statement.allow("ReadTaskDefinitions", List.of("ecs:DescribeTaskDefinition"), List.of("*")),
        Statement.allow(
            "RegisterTaskDefinitions",
            List.of("ecs:RegisterTaskDefinition"),
            families.stream()
                .map(family -> arns.of("ecs", "task-definition/" + family + ":*"))
                .toList()),
        Statement.allow(
                "RunMigrations",
                List.of("ecs:RunTask"),
                List.of(arns.of("ecs", "task-definition/" + migrationFamily + ":*")))
            .when("ArnEquals", "ecs:cluster", cluster.arn()),
        Statement.allow(
            "WatchMigrations",
            List.of("ecs:DescribeTasks"),
            List.of(arns.of("ecs", "task/" + cluster.name() + "/*"))),
        Statement.allow(
            "RollServices",
            List.of("ecs:DescribeServices", "ecs:UpdateService"),
            services.stream()
                .map(service -> arns.of("ecs", "service/" + cluster.name() + "/" + service.name()))
                .toList()),
        Statement.allow(
                "PassRoles", List.of("iam:PassRole"), roles.stream().map(RoleRef::arn).toList())
            .when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
        Statement.allow(
            "Release",
            List.of("ssm:PutParameter"),
            imageTags.stream().map(ParameterRef::arn).toList()));
  }
}

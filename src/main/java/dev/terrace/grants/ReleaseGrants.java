package dev.terrace.grants;

import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ParameterRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a workflow calls that pushes images, registers task definitions, migrates the database,
 * rolls services and leaves the released tags; and nothing else.
 */
public final class ReleaseGrants {
  private ReleaseGrants() {}

  /**
   * What is released.
   *
   * @param migrations family of the task definition that is run before the services are rolled
   * @param roles that the tasks have
   * @param imageTags parameters that the released tags are left in
   */
  public record Release(
      Collection<RepositoryRef> repositories,
      ClusterRef cluster,
      Collection<ServiceRef> services,
      String migrations,
      Collection<RoleRef> roles,
      Collection<ParameterRef> imageTags) {}

  public static List<Statement> of(Release release, Arns arns) {
    ClusterRef cluster = release.cluster();
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
            release.repositories().stream().map(RepositoryRef::arn).toList()),
        // Service Authorization Reference, "Amazon Elastic Container Service": describing takes no
        // resource.
        Statement.allow("ReadTaskDefinitions", List.of("ecs:DescribeTaskDefinition"), List.of("*")),
        Statement.allow(
            "RegisterTaskDefinitions",
            List.of("ecs:RegisterTaskDefinition"),
            Stream.concat(
                    release.services().stream().map(ServiceRef::name),
                    Stream.of(release.migrations()))
                .map(family -> definition(arns, family))
                .toList()),
        Statement.allow(
                "RunMigrations",
                List.of("ecs:RunTask"),
                List.of(definition(arns, release.migrations())))
            .when("ArnEquals", "ecs:cluster", cluster.arn()),
        Statement.allow(
            "WatchMigrations",
            List.of("ecs:DescribeTasks"),
            List.of(arns.of("ecs", "task/" + cluster.name() + "/*"))),
        Statement.allow(
            "RollServices",
            List.of("ecs:DescribeServices", "ecs:UpdateService"),
            release.services().stream()
                .map(service -> arns.of("ecs", "service/" + cluster.name() + "/" + service.name()))
                .toList()),
        Statement.allow(
                "PassRoles",
                List.of("iam:PassRole"),
                release.roles().stream().map(RoleRef::arn).toList())
            .when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
        Statement.allow(
            "Release",
            List.of("ssm:PutParameter"),
            release.imageTags().stream().map(ParameterRef::arn).toList()));
  }

  private static String definition(Arns arns, String family) {
    return arns.of("ecs", "task-definition/" + family + ":*");
  }
}

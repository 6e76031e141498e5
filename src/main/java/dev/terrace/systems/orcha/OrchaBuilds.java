package dev.terrace.systems.orcha;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.delivery.BuildProject;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.ref.BuildProjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The projects of CodeBuild that the pipeline runs. Only the migration test needs the database, and
 * so the VPC: there, a build reaches neither S3 nor the internet without a NAT gateway or
 * endpoints.
 */
final class OrchaBuilds {
  private static final int BUILD_MINUTES = 60;
  private static final int MIGRATION_TEST_MINUTES = 120;
  private static final int RELEASE_MINUTES = 5;
  private static final DeployFiles FILES = new DeployFiles("orcha");

  private final Construct scope;
  private final OrchaConfig config;
  private final OrchaNetworkStack.Outputs network;
  private final OrchaDataStack.Outputs data;
  private final OrchaPlatformStack.Outputs platform;
  private final OrchaObservabilityStack.Outputs observability;
  private final BuildGrants grants;

  OrchaBuilds(
      Construct scope,
      OrchaConfig config,
      OrchaNetworkStack.Outputs network,
      OrchaDataStack.Outputs data,
      OrchaPlatformStack.Outputs platform,
      OrchaObservabilityStack.Outputs observability,
      BuildGrants grants) {
    this.scope = scope;
    this.config = config;
    this.network = network;
    this.data = data;
    this.platform = platform;
    this.observability = observability;
    this.grants = grants;
  }

  /**
   * @param roleName without the prefix
   * @param inVpc it runs in the private subnets
   * @param privileged it builds images with docker
   */
  private record Build(
      String name,
      String roleName,
      String description,
      String buildspec,
      boolean inVpc,
      boolean privileged,
      int timeoutMinutes) {}

  /** Tests, jar, image and bundle. */
  BuildProjectRef build() {
    List<Statement> statements = new ArrayList<>(grants.pushImages(platform.repository()));
    statements.addAll(grants.dependencies(config.delivery()));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("IMAGE_REPOSITORY", platform.repository().url());
    environment.put("ARTIFACTS_BUCKET", data.artifacts().name());
    environment.put("PREFIX", config.names().prefix());
    return project(
        new Build(
            "build",
            "codebuild-role",
            "Tests, jar and image of the application",
            "buildspec.yml",
            config.options().buildInVpc(),
            true,
            BUILD_MINUTES),
        statements,
        environment);
  }

  /** Gives the image that is about to be deployed the tag that keeps it. */
  BuildProjectRef release() {
    return project(
        new Build(
            "release",
            "release-role",
            "Tags the image that is deployed, so that the repository keeps it",
            "release-buildspec.yml",
            false,
            false,
            RELEASE_MINUTES),
        grants.releaseImages(platform.repository()),
        Map.of());
  }

  /** Runs the migrations on a copy of the database. */
  BuildProjectRef migrationTest() {
    List<Statement> statements = new ArrayList<>(grants.migrationTest(data, data.database()));
    statements.addAll(grants.codeArtifact(config.delivery()));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PREFIX", config.names().prefix());
    environment.put("DB_INSTANCE_IDENTIFIER", data.database().identifier());
    environment.put("DB_SUBNET_GROUP", data.database().subnetGroup());
    environment.put("DB_SECURITY_GROUP", network.rds().id());
    environment.put("DB_SECRET", data.credentials().arn());
    environment.put("ARTIFACTS_BUCKET", data.artifacts().name());
    return project(
        new Build(
            "migration-test",
            "migration-test-codebuild-role",
            "Tries changes of the schema on a restored snapshot",
            "migration-test-buildspec.yml",
            true,
            false,
            MIGRATION_TEST_MINUTES),
        statements,
        environment);
  }

  private BuildProjectRef project(
      Build build, List<Statement> statements, Map<String, String> environment) {
    Names names = config.names();
    List<Statement> all =
        new ArrayList<>(
            grants.build(data.artifacts(), data.key(), observability.codebuildLogs().name()));
    if (build.inVpc()) {
      all.addAll(grants.buildInVpc(network.network().appSubnetIds()));
    }
    all.addAll(statements);
    Role role =
        new Role(
            scope,
            build.roleName(),
            Role.Props.forService(
                names.of(Names.Kind.ROLE, build.roleName()),
                build.description(),
                "codebuild.amazonaws.com",
                all));
    return new BuildProject(
            scope,
            build.name(),
            new BuildProject.Props(
                names.of(Names.Kind.DELIVERY, build.name()),
                build.description(),
                role.ref(),
                role.permissions(),
                DeployFiles.literal(FILES.read(build.buildspec())),
                environment,
                build.privileged(),
                build.timeoutMinutes(),
                data.key(),
                observability.codebuildLogs(),
                build.inVpc()
                    ? new BuildProject.Vpc(
                        network.network().vpcId(),
                        network.network().appSubnetIds(),
                        network.codebuild())
                    : null))
        .ref();
  }
}

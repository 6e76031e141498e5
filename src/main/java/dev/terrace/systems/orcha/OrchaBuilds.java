package dev.terrace.systems.orcha;

import dev.terrace.constructs.delivery.PipelineBuilds;
import dev.terrace.constructs.delivery.PipelineBuilds.Build;
import dev.terrace.grants.Arns;
import dev.terrace.grants.BuildGrants;
import dev.terrace.grants.DatabaseCopyGrants;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.SecurityGroupRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The builds that the pipeline runs. Only the migration test needs the database, and so the VPC:
 * there, a build reaches neither S3 nor the internet without a NAT gateway or endpoints.
 */
final class OrchaBuilds {
  private static final int BUILD_MINUTES = 60;
  private static final int MIGRATION_TEST_MINUTES = 120;
  private static final int RELEASE_MINUTES = 5;
  private static final DeployFiles FILES = new DeployFiles("orcha");

  private final PipelineBuilds builds;
  private final OrchaConfig config;
  private final OrchaDataStack.Outputs data;
  private final RepositoryRef repository;
  private final Arns arns;

  OrchaBuilds(
      PipelineBuilds builds,
      OrchaConfig config,
      OrchaDataStack.Outputs data,
      RepositoryRef repository,
      Arns arns) {
    this.builds = builds;
    this.config = config;
    this.data = data;
    this.repository = repository;
    this.arns = arns;
  }

  /** Tests, jar, image and bundle. */
  BuildProjectRef build() {
    OrchaDelivery delivery = config.delivery();
    List<Statement> statements = new ArrayList<>(BuildGrants.pushImages(repository));
    statements.addAll(BuildGrants.codeArtifact(delivery.codeArtifact(), arns));
    statements.addAll(BuildGrants.pullBaseImages(delivery.baseImages(), arns));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("IMAGE_REPOSITORY", repository.url());
    environment.put("ARTIFACTS_BUCKET", data.artifacts().name());
    environment.put("PREFIX", config.namePrefix());
    return builds.add(
        new Build(
            "build",
            "codebuild-role",
            "Tests, jar and image of the application",
            buildspec("buildspec.yml"),
            config.options().buildInVpc(),
            true,
            BUILD_MINUTES),
        statements,
        environment);
  }

  /** Gives the image that is about to be deployed the tag that keeps it. */
  BuildProjectRef release() {
    return builds.add(
        new Build(
            "release",
            "release-role",
            "Tags the image that is deployed, so that the repository keeps it",
            buildspec("release-buildspec.yml"),
            false,
            false,
            RELEASE_MINUTES),
        BuildGrants.releaseImages(repository),
        Map.of());
  }

  /**
   * Runs the migrations on a copy of the database.
   *
   * @param database its security group
   */
  BuildProjectRef migrationTest(SecurityGroupRef database) {
    String prefix = config.namePrefix();
    List<Statement> statements =
        new ArrayList<>(
            DatabaseCopyGrants.of(
                prefix + "-db",
                prefix + "-migration-test",
                data.database(),
                data.credentials(),
                data.key(),
                arns));
    statements.addAll(BuildGrants.codeArtifact(config.delivery().codeArtifact(), arns));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PREFIX", prefix);
    environment.put("DB_INSTANCE_IDENTIFIER", data.database().identifier());
    environment.put("DB_SUBNET_GROUP", data.database().subnetGroup());
    environment.put("DB_SECURITY_GROUP", database.id());
    environment.put("DB_SECRET", data.credentials().arn());
    environment.put("ARTIFACTS_BUCKET", data.artifacts().name());
    return builds.add(
        new Build(
            "migration-test",
            "migration-test-codebuild-role",
            "Tries changes of the schema on a restored snapshot",
            buildspec("migration-test-buildspec.yml"),
            true,
            false,
            MIGRATION_TEST_MINUTES),
        statements,
        environment);
  }

  private static String buildspec(String file) {
    return DeployFiles.literal(FILES.read(file));
  }
}

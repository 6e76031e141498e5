package dev.terrace.systems.coder;

import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import com.hashicorp.cdktf.providers.aws.s3_object.S3ObjectConfig;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.service.OneOffTask;
import dev.terrace.constructs.service.ServiceContext;
import dev.terrace.constructs.service.ServiceWiring;
import dev.terrace.constructs.service.TaskExecution;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.ref.BucketRef;
import dev.terrace.spec.FargateSize;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** LiteLLM, which offers the models: its configuration file, and the migration of its database. */
final class LiteLlmGateway {
  private static final DeployFiles FILES = new DeployFiles("coder");
  private static final String CONFIG_VOLUME = "config";
  private static final String CONFIG_FOLDER = "/etc/litellm";

  private final Construct scope;
  private final CoderConfig config;
  private final CoderDataStack.Outputs data;
  private final BucketRef artifacts;

  LiteLlmGateway(Construct scope, CoderConfig config, CoderDataStack.Outputs data) {
    this.scope = scope;
    this.config = config;
    this.data = data;
    artifacts = data.buckets().get(CoderDataStack.ARTIFACTS);
  }

  /**
   * LiteLLM reads a file: it is stored in the artifacts bucket, and a container fetches the version
   * that its task definition names before LiteLLM starts. So a change of the file creates a new
   * revision, which rolls the service, and tasks of the running revision, which a failed deployment
   * goes back to, still find theirs.
   */
  ServiceWiring wiring(CoderGrants grants) {
    String file =
        config
            .litellm()
            .file(FILES.read("litellm-config.yaml"), config.bedrock().inferenceProfilePrefix());
    S3Object object =
        new S3Object(
            scope,
            "litellm-config",
            S3ObjectConfig.builder()
                .bucket(artifacts.name())
                .key("litellm/config.yaml")
                .content(DeployFiles.literal(file))
                .contentType("application/yaml")
                .build());
    Container fetch =
        Container.of("fetch-config", config.images().configLoader())
            .withCommand(
                List.of(),
                List.of(
                    "s3api",
                    "get-object",
                    "--bucket",
                    artifacts.name(),
                    "--key",
                    object.getKey(),
                    "--version-id",
                    object.getVersionId(),
                    CONFIG_FOLDER + "/config.yaml"))
            .withReadOnlyRoot();
    List<Statement> statements = new ArrayList<>();
    List<String> models = config.litellm().bedrockModels();
    if (!models.isEmpty()) {
      statements.add(grants.models(models, config.bedrock()));
    }
    statements.add(
        Statement.allow(
            "ReadConfig",
            List.of("s3:GetObject", "s3:GetObjectVersion"),
            List.of(artifacts.arn() + "/litellm/*")));
    statements.add(Grants.decrypt(data.key()));
    return data.withRedis(ServiceWiring.none(), "REDIS_URL")
        .withStatements(statements)
        .withInitContainer(fetch, Map.of(CONFIG_VOLUME, CONFIG_FOLDER));
  }

  /**
   * Not a service: run before a new version of LiteLLM is rolled out. The service's own tasks leave
   * the schema alone (DISABLE_SCHEMA_UPDATE), so that two of them never migrate at once: LiteLLM
   * documentation, "Database Migrations".
   */
  void migration(ServiceContext context, TaskExecution execution) {
    ServiceSpec litellm = config.services().get("litellm");
    new OneOffTask(
        scope,
        "litellm-migration",
        new OneOffTask.Props(
            context,
            new FargateSize(litellm.cpu(), litellm.memoryMiB()),
            execution,
            "Starts the container that migrates LiteLLM's database",
            Container.of("litellm-migration", config.placeholders().fill(litellm.image()))
                .withCommand(List.of("python"), List.of("litellm/proxy/prisma_migration.py"))
                .withEnvironment(Map.of("DISABLE_SCHEMA_UPDATE", "false"), Map.of()),
            Map.of("DATABASE_URL", "litellm/database")));
  }
}

package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import com.hashicorp.cdktf.providers.aws.s3_object.S3ObjectConfig;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.Bridge;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateCluster;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.Certificate;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cluster, load balancer, roles, the platform's services, the bridge, and the one-off task that
 * makes the databases.
 */
final class CoderPlatformStack extends LayerStack {
  /** Coder's websockets are silent for long; 60 s, the default, cuts them. */
  private static final int IDLE_TIMEOUT_SECONDS = 3600;

  private static final DeployFiles FILES = new DeployFiles("coder");
  private static final String CONFIG_VOLUME = "config";
  private static final String CONFIG_FOLDER = "/etc/litellm";

  private final Outputs outputs;
  private final CoderConfig config;
  private final CoderDataStack.Outputs data;

  /**
   * @param targetGroups by service, of those with routes
   */
  record Outputs(
      CoderService.Ground ground,
      CertificateRef certificate,
      Map<String, ServiceRef> services,
      Map<String, TargetGroupRef> targetGroups) {}

  CoderPlatformStack(
      App app,
      Environment<CoderConfig> environment,
      CoderNetworkStack.Outputs network,
      CoderDataStack.Outputs data) {
    super(app, environment.id().stack("platform"), environment.config());
    config = environment.config();
    this.data = data;
    Names names = config.names();
    String accountId = Account.idOf(this);
    CoderGrants grants = new CoderGrants(config.region(), accountId, names.prefix());

    FargateCluster cluster =
        new FargateCluster(this, "cluster", new FargateCluster.Props(names.prefix()));
    RoleRef executionRole =
        role(
            "execution",
            "Starts the containers",
            grants.execution(config.secretsPrefix(), data.key()));
    RoleRef workspaceRole =
        role(
            "workspace",
            "What workspaces may do",
            grants.workspace(data.fileSystem(), data.accessPoints().values()));
    RoleRef workspaceExecutionRole =
        role(
            "workspace-execution",
            "Starts the containers of workspaces",
            grants.workspaceExecution(config.secretsPrefix(), data.key()));
    List<Statement> aemWorkspace =
        new ArrayList<>(grants.workspace(data.fileSystem(), data.accessPoints().values()));
    aemWorkspace.add(Grants.readObjects("ReadArtifacts", artifacts(), "*"));
    aemWorkspace.add(Grants.decrypt(data.key()));
    RoleRef aemWorkspaceRole = role("aem-workspace", "What AEM workspaces may do", aemWorkspace);

    CertificateRef certificate = certificate(config.domain());
    ApplicationLoadBalancer loadBalancer =
        new ApplicationLoadBalancer(
            this,
            "load-balancer",
            new ApplicationLoadBalancer.Props(
                names.prefix(),
                true,
                network.network().appSubnetIds(),
                network.alb(),
                IDLE_TIMEOUT_SECONDS,
                accessLogs(),
                config.alb().deletionProtection()));
    ListenerRef listener =
        loadBalancer.https(certificate, new ApplicationLoadBalancer.DefaultAction.NotFound());

    CoderService.Ground ground =
        new CoderService.Ground(
            config, network, data, cluster.ref(), executionRole, listener, loadBalancer.ref());
    Map<String, ServiceRef> services = new LinkedHashMap<>();
    Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();
    for (Map.Entry<String, ServiceSpec> entry : config.servicesOf("platform").entrySet()) {
      CoderService.Wiring wiring =
          switch (entry.getKey()) {
            case "coder" ->
                CoderService.Wiring.none()
                    .withStatements(
                        grants.workspaces(
                            stateBucket(),
                            lockTable(),
                            cluster.ref(),
                            data.fileSystem(),
                            List.of(workspaceRole, aemWorkspaceRole, workspaceExecutionRole)));
            case "litellm" -> litellm(grants);
            default -> CoderService.Wiring.none();
          };
      CoderService service =
          new CoderService(this, entry.getKey(), entry.getValue(), ground, wiring);
      services.put(entry.getKey(), service.ref());
      if (service.targetGroup() != null) {
        targetGroups.put(entry.getKey(), service.targetGroup());
      }
    }
    databaseSetup(executionRole);
    litellmMigration(executionRole);

    Map<String, String> bridge = new LinkedHashMap<>();
    bridge.put("cluster-arn", cluster.ref().arn());
    bridge.put("cluster-name", cluster.ref().name());
    bridge.put("task-execution-role-arn", workspaceExecutionRole.arn());
    bridge.put("workspace-task-role-arn", workspaceRole.arn());
    bridge.put("workspace-sg-id", network.workspaces().id());
    bridge.put("private-subnet-ids", String.join(",", network.network().appSubnetIds()));
    bridge.put("efs-id", data.fileSystem().id());
    bridge.put("alb-listener-arn", listener.arn());
    new Bridge(this, "bridge", new Bridge.Props(CoderBridge.CONTRACT, config.bridgePath(), bridge));

    outputs = new Outputs(ground, certificate, services, targetGroups);
    output("load_balancer_dns_name", loadBalancer.ref().dnsName(), "Name of the load balancer");
    output("cluster_name", cluster.ref().name(), "ECS cluster");
    output("coder_url", "https://coder." + config.domain().name(), "Coder");
    output("ai_url", "https://ai." + config.domain().name(), "LiteLLM");
    output("admin_url", "https://admin." + config.domain().name(), "Key provisioner");
    output(
        "database_setup_task", names.prefix() + "-database-setup", "Run once: makes the databases");
    output(
        "litellm_migration_task",
        names.prefix() + "-litellm-migration",
        "Run before a new LiteLLM: migrates its database");
  }

  private CertificateRef certificate(DomainSpec domain) {
    return domain.certificateArn() != null
        ? new CertificateRef(domain.certificateArn())
        : new Certificate(
                this,
                "certificate",
                new Certificate.Props(
                    List.of(domain.name(), "*." + domain.name()), domain.hostedZoneId()))
            .ref();
  }

  private RoleRef role(String name, String description, List<Statement> statements) {
    return new Role(
            this,
            name + "-role",
            Role.Props.forTasks(config.names().of(Names.Kind.ROLE, name), description, statements))
        .ref();
  }

  /** The environment's own bucket, another one that exists, or none. */
  private BucketRef accessLogs() {
    return config.accessLogsBucket() == null
        ? data.accessLogs()
        : new BucketRef(config.accessLogsBucket(), "arn:aws:s3:::" + config.accessLogsBucket());
  }

  private BucketRef artifacts() {
    return data.buckets().get(CoderDataStack.ARTIFACTS);
  }

  private BucketRef stateBucket() {
    if (config.stateBackend() instanceof Backend.S3 s3) {
      return new BucketRef(s3.bucket(), "arn:aws:s3:::" + s3.bucket());
    }
    return data.buckets().get(CoderDataStack.BACKUPS);
  }

  private String lockTable() {
    return config.stateBackend() instanceof Backend.S3 s3 && s3.usesTable()
        ? s3.dynamodbTable()
        : null;
  }

  /**
   * LiteLLM reads a file: it is stored in the artifacts bucket, and a container fetches the version
   * that its task definition names before LiteLLM starts. So a change of the file creates a new
   * revision, which rolls the service, and tasks of the running revision, which a failed deployment
   * goes back to, still find theirs.
   */
  private CoderService.Wiring litellm(CoderGrants grants) {
    String file =
        config
            .litellm()
            .file(FILES.read("litellm-config.yaml"), config.bedrock().inferenceProfilePrefix());
    S3Object object =
        new S3Object(
            this,
            "litellm-config",
            S3ObjectConfig.builder()
                .bucket(artifacts().name())
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
                    artifacts().name(),
                    "--key",
                    object.getKey(),
                    "--version-id",
                    object.getVersionId(),
                    CONFIG_FOLDER + "/config.yaml"));
    List<Statement> statements = new ArrayList<>();
    List<String> models = config.litellm().bedrockModels();
    if (!models.isEmpty()) {
      statements.add(grants.models(models, config.bedrock()));
    }
    statements.add(
        Statement.allow(
            "ReadConfig",
            List.of("s3:GetObject", "s3:GetObjectVersion"),
            List.of(artifacts().arn() + "/litellm/*")));
    statements.add(Grants.decrypt(data.key()));
    return CoderService.Wiring.none()
        .withStatements(statements)
        .withRedis("REDIS_URL", data.redis(), config.redis().auth())
        .withInitContainer(fetch, Map.of(CONFIG_VOLUME, CONFIG_FOLDER));
  }

  /**
   * Not a service: run once after the first deploy, and again after a password has been given a new
   * version.
   */
  private void databaseSetup(RoleRef executionRole) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PGHOST", data.database().address());
    environment.put("PGPORT", String.valueOf(data.database().port()));
    environment.put("PGUSER", config.database().masterUser());
    environment.put("PGSSLMODE", "require");
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("PGPASSWORD", data.secrets().get(CoderSecrets.MASTER_PASSWORD).arn());
    for (String name : CoderSecrets.DATABASES) {
      secrets.put(
          "PASSWORD_" + name.toUpperCase(java.util.Locale.ROOT),
          data.secrets().get(CoderSecrets.passwordOf(name)).arn());
    }
    new FargateTask(
        this,
        "database-setup",
        new FargateTask.Props(
            config.names().of(Names.Kind.TASK_FAMILY, "database-setup"),
            256,
            512,
            executionRole,
            null,
            List.of(
                Container.of("database-setup", config.images().databaseSetup())
                    .withCommand(
                        List.of("/bin/sh", "-c"),
                        List.of(DeployFiles.literal(FILES.read("setup-databases.sh"))))
                    .withEnvironment(environment, secrets)),
            List.of(),
            config.region(),
            config.logRetentionDays()));
  }

  /**
   * Not a service: run before a new version of LiteLLM is rolled out. The service's own tasks leave
   * the schema alone (DISABLE_SCHEMA_UPDATE), so that two of them never migrate at once: LiteLLM
   * documentation, "Database Migrations".
   */
  private void litellmMigration(RoleRef executionRole) {
    ServiceSpec litellm = config.services().get("litellm");
    new FargateTask(
        this,
        "litellm-migration",
        new FargateTask.Props(
            config.names().of(Names.Kind.TASK_FAMILY, "litellm-migration"),
            litellm.cpu(),
            litellm.memoryMiB(),
            executionRole,
            null,
            List.of(
                Container.of("litellm-migration", config.placeholders().fill(litellm.image()))
                    .withCommand(List.of("python"), List.of("litellm/proxy/prisma_migration.py"))
                    .withEnvironment(
                        Map.of("DISABLE_SCHEMA_UPDATE", "false"),
                        Map.of("DATABASE_URL", data.secrets().get("litellm/database").arn()))),
            List.of(),
            config.region(),
            config.logRetentionDays()));
  }

  Outputs outputs() {
    return outputs;
  }
}

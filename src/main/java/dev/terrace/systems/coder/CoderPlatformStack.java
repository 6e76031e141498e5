package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.Bridge;
import dev.terrace.constructs.compute.FargateCluster;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.delivery.PullThroughCache;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.Certificate;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
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

  private final Outputs outputs;
  private final CoderConfig config;
  private final CoderDataStack.Outputs data;

  /**
   * @param targetGroups by service, of those with routes
   */
  record Outputs(
      CoderServiceContext context,
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
            grants.execution(
                config.secretsPrefix(), data.key(), config.registries(), config.dockerHubPrefix()));
    ImageSources images = images();
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

    CertificateRef certificate =
        Certificate.givenOrCreated(
            this,
            "certificate",
            config.domain().certificateArn(),
            new Certificate.Props(
                List.of(config.domain().name(), "*." + config.domain().name()),
                config.domain().hostedZoneId()));
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

    CoderServiceContext context =
        new CoderServiceContext(
            config,
            network,
            data,
            cluster.ref(),
            executionRole,
            listener,
            loadBalancer.ref(),
            images);
    LiteLlmGateway litellm = new LiteLlmGateway(this, config, data);
    Map<String, ServiceRef> services = new LinkedHashMap<>();
    Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();
    for (Map.Entry<String, ServiceSpec> entry : config.servicesOf("platform").entrySet()) {
      ServiceWiring wiring =
          switch (entry.getKey()) {
            case "coder" ->
                ServiceWiring.none()
                    .withStatements(
                        grants.workspaces(
                            stateBucket(),
                            lockTable(),
                            cluster.ref(),
                            data.fileSystem(),
                            List.of(workspaceRole, aemWorkspaceRole, workspaceExecutionRole)));
            case "litellm" -> litellm.wiring(grants);
            default -> ServiceWiring.none();
          };
      CoderService service =
          new CoderService(this, entry.getKey(), entry.getValue(), context, wiring);
      services.put(entry.getKey(), service.ref());
      if (service.targetGroup() != null) {
        targetGroups.put(entry.getKey(), service.targetGroup());
      }
    }
    DatabaseSetup.create(this, config, data, executionRole, images);
    litellm.migration(executionRole, images);

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

    outputs = new Outputs(context, certificate, services, targetGroups);
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

  private ImageSources images() {
    String secret = config.registries().dockerHubCache();
    return new ImageSources(
        secret == null
            ? null
            : new PullThroughCache(
                    this,
                    "docker-hub",
                    new PullThroughCache.Props(
                        config.dockerHubPrefix(), "registry-1.docker.io", secret, config.region()))
                .registry(),
        config.registries().credentials());
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

  Outputs outputs() {
    return outputs;
  }
}

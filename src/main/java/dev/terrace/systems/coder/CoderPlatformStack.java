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
import dev.terrace.constructs.service.DatabaseSetup;
import dev.terrace.constructs.service.ImageSources;
import dev.terrace.constructs.service.ServiceContext;
import dev.terrace.constructs.service.ServiceSecrets;
import dev.terrace.constructs.service.ServiceWiring;
import dev.terrace.constructs.service.TaskExecution;
import dev.terrace.constructs.service.WebService;
import dev.terrace.constructs.service.WebServices;
import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.RoleRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cluster, load balancer, roles, the platform's services, the bridge, and the one-off task that
 * makes the databases.
 */
final class CoderPlatformStack extends StandardStack<CoderConfig, CoderPlatformStack.Outputs> {
  /** Coder's websockets are silent for long; 60 s, the default, cuts them. */
  private static final int IDLE_TIMEOUT_SECONDS = 3600;

  private final CoderDataStack.Outputs data;

  /**
   * @param execution of the tasks of every service
   */
  record Outputs(
      ServiceContext context,
      TaskExecution execution,
      CertificateRef certificate,
      WebServices.Refs services) {}

  CoderPlatformStack(
      App app,
      Environment<CoderConfig> environment,
      CoderNetworkStack.Outputs network,
      CoderDataStack.Outputs data) {
    super(app, environment, "platform");
    this.data = data;
    String accountId = Account.idOf(this);
    CoderGrants grants = new CoderGrants(config.region(), accountId, names.prefix());

    FargateCluster cluster =
        new FargateCluster(this, "cluster", new FargateCluster.Props(names.prefix()));
    TaskExecution execution =
        new TaskExecution.Shared(
            role(
                "execution",
                "Starts the containers",
                grants.execution(
                    config.secretsPrefix(),
                    data.key(),
                    config.registries(),
                    config.dockerHubPrefix())));
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

    ServiceSecrets secrets = new ServiceSecrets(data.secrets(), data.key(), true);
    ServiceContext context =
        ServiceContext.of(
                names,
                new Arns(config.region(), accountId),
                config.logRetentionDays(),
                cluster.ref(),
                new ServiceContext.Place(
                    network.network().vpcId(),
                    network.network().appSubnetIds(),
                    network.services(),
                    network.namespace()),
                new ServiceContext.Entrance(
                    loadBalancer.ref(),
                    listener,
                    config.domain().hostedZoneId(),
                    config.oidc().login(secrets.of("coder/oidc"))),
                secrets,
                config.placeholders())
            .withNaming(new ServiceContext.Naming("", names.prefix() + "-"))
            .withFolders(new ServiceContext.Folders(data.fileSystem(), data.accessPoints()))
            .withImages(images);
    LiteLlmGateway litellm = new LiteLlmGateway(this, config, data);
    WebServices services = new WebServices(this);
    config
        .servicesOf("platform")
        .forEach(
            (name, spec) ->
                services.add(
                    name,
                    WebService.Props.of(
                        context,
                        spec,
                        switch (name) {
                          case "coder" ->
                              ServiceWiring.none()
                                  .withStatements(
                                      grants.workspaces(
                                          stateBucket(),
                                          lockTable(),
                                          cluster.ref(),
                                          data.fileSystem(),
                                          List.of(
                                              workspaceRole,
                                              aemWorkspaceRole,
                                              workspaceExecutionRole)));
                          case "litellm" -> litellm.wiring(grants);
                          default -> ServiceWiring.none();
                        },
                        execution)));
    new DatabaseSetup(
        this,
        new DatabaseSetup.Props(
            context,
            execution,
            config.images().databaseSetup(),
            DeployFiles.literal(new DeployFiles("coder").read("setup-databases.sh")),
            data.database(),
            config.database().masterUser(),
            CoderSecrets.MASTER_PASSWORD,
            CoderSecrets.passwords()));
    litellm.migration(context, execution);
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

    publish(new Outputs(context, execution, certificate, services.refs()));
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
}

package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.Bridge;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateCluster;
import dev.terrace.constructs.delivery.ServiceImages;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.ApplicationLoadBalancer.DefaultAction;
import dev.terrace.constructs.routing.Certificate;
import dev.terrace.constructs.routing.ServiceRoute;
import dev.terrace.constructs.routing.TargetGroup;
import dev.terrace.constructs.service.OneOffTask;
import dev.terrace.constructs.service.ServiceContext;
import dev.terrace.constructs.service.ServiceSecrets;
import dev.terrace.constructs.service.ServiceWay;
import dev.terrace.constructs.service.ServiceWiring;
import dev.terrace.constructs.service.TaskExecution;
import dev.terrace.constructs.service.WebService;
import dev.terrace.constructs.service.WebServices;
import dev.terrace.grants.Arns;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.ParameterRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.FargateSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images, cluster, load balancer, the services, and the task that migrates the database.
 *
 * <p>Adding a domain adds a listener, a certificate, rules and records; the target groups, the
 * listener on 80 and the services stay and are changed in place.
 */
final class AlvaPlatformStack extends StandardStack<AlvaConfig, AlvaPlatformStack.Outputs> {
  private static final int IDLE_TIMEOUT_SECONDS = 60;

  private final AlvaAddresses addresses;
  private final Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();

  /**
   * @param repositories by service
   * @param roles that the tasks of the services and of the migrations have
   * @param imageTags of the last release that succeeded as a whole, and of each service's last one
   */
  record Outputs(
      ClusterRef cluster,
      LoadBalancerRef loadBalancer,
      Map<String, RepositoryRef> repositories,
      WebServices.Refs services,
      List<RoleRef> roles,
      List<ParameterRef> imageTags) {}

  AlvaPlatformStack(
      App app,
      Environment<AlvaConfig> environment,
      AlvaNetworkStack.Outputs network,
      AlvaDataStack.Outputs data) {
    super(app, environment, "platform");
    addresses = config.addresses();
    Arns arns = new Arns(config.region(), Account.idOf(this));
    ClusterRef cluster =
        new FargateCluster(
                this, "cluster", new FargateCluster.Props(names.of(Names.Kind.CLUSTER, "cluster")))
            .ref();
    ServiceImages images =
        new ServiceImages(
            this,
            new ServiceImages.Props(
                names.prefix(),
                List.copyOf(config.services().keySet()),
                data.key(),
                config.delivery().keepImages(),
                config.delivery().keepReleasedImages()));
    config
        .services()
        .forEach((name, service) -> targetGroups.put(name, targetGroup(name, service, network)));
    ApplicationLoadBalancer loadBalancer =
        new ApplicationLoadBalancer(
            this,
            "load-balancer",
            new ApplicationLoadBalancer.Props(
                names.prefix(),
                false,
                network.network().publicSubnetIds(),
                network.alb(),
                IDLE_TIMEOUT_SECONDS,
                data.accessLogs(),
                config.alb().deletionProtection()));
    ListenerRef listener = listener(loadBalancer);
    String prefix = config.serviceName("");
    ServiceContext context =
        ServiceContext.of(
                names,
                arns,
                config.logRetentionDays(),
                cluster,
                new ServiceContext.Place(
                    network.network().vpcId(),
                    network.network().appSubnetIds(),
                    network.ecs(),
                    network.namespace()),
                new ServiceContext.Entrance(
                    loadBalancer.ref(),
                    listener,
                    config.domain() == null ? null : config.domain().hostedZoneId(),
                    null),
                new ServiceSecrets(data.secrets(), data.key(), false),
                addresses.placeholders(
                    config.region(), loadBalancer.ref().dnsName(), data.redis().url()))
            .withNaming(new ServiceContext.Naming(prefix, prefix));
    WebServices services = new WebServices(this);
    config
        .services()
        .forEach(
            (name, spec) -> {
              services.add(
                  name,
                  new WebService.Props(
                      context,
                      spec.asService(images.image(name)),
                      ServiceWiring.none(),
                      new TaskExecution.Own(images.repositories().get(name)),
                      way(name, spec, loadBalancer)));
              output(
                  name + "_url",
                  addresses.publicUrl(name, loadBalancer.ref().dnsName()),
                  "Where a browser finds " + name);
            });
    List<RoleRef> roles = new ArrayList<>(services.refs().roles());
    roles.add(migrations(context, images));
    Map<String, String> bridge = new LinkedHashMap<>();
    bridge.put("vpc-id", network.network().vpcId());
    bridge.put("private-subnet-ids", String.join(",", network.network().appSubnetIds()));
    bridge.put("cluster-arn", cluster.arn());
    bridge.put("cluster-name", cluster.name());
    bridge.put("service-sg-id", network.ecs().id());
    bridge.put("alb-sg-id", network.alb().id());
    bridge.put("alb-listener-arn", listener.arn());
    bridge.put("image-tag-parameter", images.released().name());
    new Bridge(this, "bridge", new Bridge.Props(AlvaBridge.CONTRACT, config.bridgePath(), bridge));
    publish(
        new Outputs(
            cluster,
            loadBalancer.ref(),
            images.repositories(),
            services.refs(),
            roles,
            images.parameters()));
    output("load_balancer_dns_name", loadBalancer.ref().dnsName(), "Name of the load balancer");
    output("cluster_name", cluster.name(), "ECS cluster");
    output("migration_task", config.serviceName("migrations"), "Migrates the database");
  }

  private TargetGroupRef targetGroup(
      String name, AlvaServiceSpec service, AlvaNetworkStack.Outputs network) {
    return new TargetGroup(
            this,
            name + "-target-group",
            new TargetGroup.Props(
                config.names().of(Names.Kind.TARGET_GROUP, name),
                network.network().vpcId(),
                TargetGroup.Targets.ip,
                service.port(),
                service.healthCheckPath()))
        .ref();
  }

  /** The listener that the services' rules are added to. */
  private ListenerRef listener(ApplicationLoadBalancer loadBalancer) {
    if (config.domain() == null) {
      return loadBalancer.http(
          new DefaultAction.Forward(targetGroups.get(config.defaultService())));
    }
    CertificateRef certificate =
        Certificate.givenOrCreated(
            this,
            "certificate",
            config.domain().certificateArn(),
            new Certificate.Props(addresses.hosts(), config.domain().hostedZoneId()));
    ListenerRef https = loadBalancer.https(certificate, new DefaultAction.NotFound());
    loadBalancer.http(new DefaultAction.RedirectToHttps());
    return https;
  }

  /** By its path without a domain, by its host with one. */
  private ServiceWay way(String name, AlvaServiceSpec spec, ApplicationLoadBalancer loadBalancer) {
    boolean byPath = config.domain() == null;
    List<String> hosts = byPath ? List.of() : List.of(addresses.host(name));
    List<String> paths = byPath && !spec.isDefault() ? spec.patterns() : List.of();
    return new ServiceWay(
        targetGroups.get(name),
        hosts.isEmpty() && paths.isEmpty()
            ? List.of()
            : List.of(new ServiceRoute.Rule(hosts, paths, spec.priority(), null)),
        hosts,
        loadBalancer.listeners(),
        true);
  }

  /** The task that migrates the database: the workflow runs it before it rolls the services. */
  private RoleRef migrations(ServiceContext context, ServiceImages images) {
    MigrationTask spec = config.migrations();
    return new OneOffTask(
            this,
            "migrations",
            new OneOffTask.Props(
                context,
                new FargateSize(spec.cpu(), spec.memoryMiB()),
                new TaskExecution.Own(images.repositories().get(spec.service())),
                "Starts the container that migrates the database",
                Container.of("migrations", images.image(spec.service()))
                    .withCommand(List.of(), spec.command())
                    .withEnvironment(Map.of("NODE_ENV", "production"), Map.of()),
                spec.secrets()))
        .executionRole();
  }
}

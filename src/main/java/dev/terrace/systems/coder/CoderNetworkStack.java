package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.network.Port;
import dev.terrace.constructs.network.SecurityGroup;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.constructs.network.SecurityGroups;
import dev.terrace.constructs.network.StandardNetwork;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.Route;
import dev.terrace.spec.ServiceSpec;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The VPC, its endpoints, who may reach whom, and the names inside it. */
final class CoderNetworkStack extends StandardStack<CoderConfig, CoderNetworkStack.Outputs> {
  private static final Port HTTPS = Port.tcp(443);
  private static final String SERVICES = "ecs-services";
  private static final String WORKSPACES = "ecs-workspaces";
  private static final Port NFS = Port.tcp(2049);

  /** The port on which coder reaches applications in a workspace directly. */
  private static final Port WORKSPACE = Port.tcp(13337);

  record Outputs(
      NetworkRef network,
      NamespaceRef namespace,
      SecurityGroupRef alb,
      SecurityGroupRef services,
      SecurityGroupRef workspaces,
      SecurityGroupRef rds,
      SecurityGroupRef redis,
      SecurityGroupRef efs) {}

  CoderNetworkStack(App app, Environment<CoderConfig> environment) {
    super(app, environment, "network");
    CoderNetwork network = config.network();
    StandardNetwork vpc =
        new StandardNetwork(
            this,
            new StandardNetwork.Props(
                config.names(),
                config.region(),
                network.cidr(),
                config.zones(),
                new StandardNetwork.Tiers(
                    network.publicSubnets(), network.appSubnets(), network.dataSubnets()),
                network.natGateways(),
                new StandardNetwork.Logging(config.flowLogs(), config.logRetentionDays()),
                new StandardNetwork.Endpoints(
                    network.gatewayEndpoints(),
                    network.interfaceEndpoints(),
                    "Interface endpoints of AWS services"),
                ""));
    String vpcId = vpc.ref().vpcId();
    SecurityGroups groups =
        vpc.groups()
            .add("alb", "Internal load balancer", Egress.DECLARED)
            .add(SERVICES, "Services on ECS", Egress.ALL)
            .add(WORKSPACES, "Workspaces of developers", Egress.DECLARED)
            .add("rds", "PostgreSQL", Egress.DECLARED)
            .add("redis", "Redis", Egress.DECLARED)
            .add("efs", "Shared file system", Egress.DECLARED);
    SecurityGroup alb =
        groups
            .get("alb")
            .allowFromCidr("vpc", network.cidr().toString(), HTTPS, "HTTPS from the VPC")
            .allowFromCidrs(config.alb().ingressCidrs(), HTTPS, "HTTPS from outside the VPC");
    ports(config, service -> service.ports().stream())
        .forEach(port -> groups.flow("alb", SERVICES, Port.tcp(port), "service port " + port));
    if (config.workspaces().directAccess()) {
      groups.flow("alb", WORKSPACES, WORKSPACE, "direct access to workspaces");
    }
    if (asksForLogin(config)) {
      alb.allowToAnywhere(HTTPS, "identity provider of the login");
    }
    groups.flow(SERVICES, SERVICES, Port.all(), "services among themselves");
    ports(config, service -> service.fromWorkspaces() ? Stream.of(service.port()) : Stream.empty())
        .forEach(port -> groups.flow(WORKSPACES, SERVICES, Port.tcp(port), "service port " + port));
    groups
        .get(WORKSPACES)
        .allowToAnywhere(HTTPS, "HTTPS")
        .allowToAnywhere(Port.tcp(53), "DNS over TCP")
        .allowToAnywhere(Port.udp(53), "DNS");
    groups
        .flow(WORKSPACES, "efs", NFS, "shared file system")
        .flow(SERVICES, "rds", Port.tcp(PostgresDatabase.PORT), "PostgreSQL")
        .flow(SERVICES, "redis", Port.tcp(RedisReplicationGroup.PORT), "Redis")
        .flow(SERVICES, "efs", NFS, "shared file system");

    publish(
        new Outputs(
            vpc.ref(),
            vpc.namespace(config.namespace()),
            groups.ref("alb"),
            groups.ref(SERVICES),
            groups.ref(WORKSPACES),
            groups.ref("rds"),
            groups.ref("redis"),
            groups.ref("efs")));
    output("vpc_id", vpcId, "VPC");
    output("namespace", config.namespace(), "Names of the services inside the VPC end in this");
  }

  /** Ports of the services, each once and sorted: their rules have the port in their address. */
  private static Set<Integer> ports(
      CoderConfig config, Function<ServiceSpec, Stream<Integer>> portsOf) {
    return config.services().values().stream()
        .flatMap(portsOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean asksForLogin(CoderConfig config) {
    return config.services().values().stream()
        .flatMap(service -> service.routes().stream())
        .anyMatch(route -> route.login() != Route.Login.none);
  }
}

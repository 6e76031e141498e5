package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.network.FlowLog;
import dev.terrace.constructs.network.Port;
import dev.terrace.constructs.network.PrivateNamespace;
import dev.terrace.constructs.network.SecurityGroup;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.constructs.network.TieredVpc;
import dev.terrace.constructs.network.VpcEndpoints;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.Route;
import dev.terrace.spec.ServiceSpec;
import java.util.TreeSet;

/** The VPC, its endpoints, who may reach whom, and the names inside it. */
final class CoderNetworkStack extends LayerStack {
  private static final Port HTTPS = Port.tcp(443);
  private static final Port NFS = Port.tcp(2049);

  /** The port on which coder reaches applications in a workspace directly. */
  private static final Port WORKSPACE = Port.tcp(13337);

  private final Outputs outputs;
  private final Names names;

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
    super(app, environment.id().stack("network"), environment.config());
    CoderConfig config = environment.config();
    names = config.names();
    CoderNetwork network = config.network();
    TieredVpc vpc =
        new TieredVpc(
            this,
            "network",
            new TieredVpc.Props(
                names,
                network.cidr(),
                config.zones(),
                network.publicSubnets(),
                network.appSubnets(),
                network.dataSubnets(),
                network.natGateways()));
    String vpcId = vpc.ref().vpcId();
    String vpcCidr = network.cidr().toString();
    if (config.flowLogs() != FlowLogs.none) {
      new FlowLog(
          this,
          "flow-logs",
          new FlowLog.Props(
              names, config.region(), vpcId, config.flowLogs(), config.logRetentionDays()));
    }

    SecurityGroup endpoints =
        group("endpoints", vpcId, "Interface endpoints of AWS services", Egress.DECLARED);
    endpoints.allowFromCidr("vpc", vpcCidr, HTTPS, "AWS APIs from the VPC");
    new VpcEndpoints(
        this,
        "vpc-endpoints",
        new VpcEndpoints.Props(
            names,
            config.region(),
            vpcId,
            network.gatewayEndpoints(),
            vpc.routeTableIds(),
            network.interfaceEndpoints(),
            vpc.ref().appSubnetIds(),
            endpoints.ref()));

    SecurityGroup alb = group("alb", vpcId, "Internal load balancer", Egress.DECLARED);
    SecurityGroup services = group("ecs-services", vpcId, "Services on ECS", Egress.ALL);
    SecurityGroup workspaces =
        group("ecs-workspaces", vpcId, "Workspaces of developers", Egress.DECLARED);
    SecurityGroup rds = group("rds", vpcId, "PostgreSQL", Egress.DECLARED);
    SecurityGroup redis = group("redis", vpcId, "Redis", Egress.DECLARED);
    SecurityGroup efs = group("efs", vpcId, "Shared file system", Egress.DECLARED);

    alb.allowFromCidr("vpc", vpcCidr, HTTPS, "HTTPS from the VPC")
        .allowFromCidrs(config.alb().ingressCidrs(), HTTPS, "HTTPS from outside the VPC");
    TreeSet<Integer> servicePorts = new TreeSet<>();
    config.services().values().forEach(service -> servicePorts.addAll(service.ports()));
    servicePorts.forEach(port -> alb.allowTo(services, Port.tcp(port), "service port " + port));
    if (config.workspaces().directAccess()) {
      alb.allowTo(workspaces, WORKSPACE, "direct access to workspaces");
    }
    if (asksForLogin(config)) {
      alb.allowToAnywhere(HTTPS, "identity provider of the login");
    }

    services.allowAmongMembers("services among themselves");
    TreeSet<Integer> workspacePorts = new TreeSet<>();
    config.services().values().stream()
        .filter(ServiceSpec::fromWorkspaces)
        .forEach(service -> workspacePorts.add(service.port()));
    workspacePorts.forEach(
        port -> workspaces.allowTo(services, Port.tcp(port), "service port " + port));
    workspaces
        .allowToAnywhere(HTTPS, "HTTPS")
        .allowToAnywhere(Port.tcp(53), "DNS over TCP")
        .allowToAnywhere(Port.udp(53), "DNS")
        .allowTo(efs, NFS, "shared file system");
    services
        .allowTo(rds, Port.tcp(PostgresDatabase.PORT), "PostgreSQL")
        .allowTo(redis, Port.tcp(RedisReplicationGroup.PORT), "Redis")
        .allowTo(efs, NFS, "shared file system");

    PrivateNamespace namespace =
        new PrivateNamespace(
            this, "namespace", new PrivateNamespace.Props(config.namespace(), vpcId));

    outputs =
        new Outputs(
            vpc.ref(),
            namespace.ref(),
            alb.ref(),
            services.ref(),
            workspaces.ref(),
            rds.ref(),
            redis.ref(),
            efs.ref());
    output("vpc_id", vpcId, "VPC");
    output("namespace", config.namespace(), "Names of the services inside the VPC end in this");
  }

  private SecurityGroup group(String name, String vpcId, String description, Egress egress) {
    return new SecurityGroup(
        this, name, new SecurityGroup.Props(names, name, vpcId, description, egress));
  }

  private static boolean asksForLogin(CoderConfig config) {
    return config.services().values().stream()
        .flatMap(service -> service.routes().stream())
        .anyMatch(route -> route.login() != Route.Login.none);
  }

  Outputs outputs() {
    return outputs;
  }
}

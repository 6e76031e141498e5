package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Cidr;
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
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.FlowLogs;
import java.util.List;

/** The VPC, who may reach whom, and the names inside it. The same with a domain and without. */
final class AlvaNetworkStack extends LayerStack {
  private static final String ANYWHERE = "0.0.0.0/0";

  private final Outputs outputs;
  private final Names names;

  /**
   * @param network its app tier is the private one, shared with the database and Redis
   */
  record Outputs(
      NetworkRef network,
      NamespaceRef namespace,
      SecurityGroupRef alb,
      SecurityGroupRef ecs,
      SecurityGroupRef rds,
      SecurityGroupRef redis) {}

  AlvaNetworkStack(App app, Environment<AlvaConfig> environment) {
    super(app, environment.id().stack("network"), environment.config());
    AlvaConfig config = environment.config();
    names = config.names();
    AlvaConfig.Network network = config.network();
    TieredVpc vpc =
        new TieredVpc(
            this,
            "network",
            new TieredVpc.Props(
                names,
                network.cidr(),
                config.zones(),
                network.publicSubnets(),
                network.privateSubnets(),
                List.of(),
                network.natGateways()));
    String vpcId = vpc.ref().vpcId();
    if (config.flowLogs() != FlowLogs.none) {
      new FlowLog(
          this,
          "flow-logs",
          new FlowLog.Props(
              names, config.region(), vpcId, config.flowLogs(), config.logRetentionDays()));
    }

    SecurityGroup alb = group("alb", vpcId, "Public load balancer", Egress.DECLARED);
    SecurityGroup ecs = group("ecs", vpcId, "Services on ECS", Egress.ALL);
    SecurityGroup rds = group("rds", vpcId, "PostgreSQL", Egress.DECLARED);
    SecurityGroup redis = group("redis", vpcId, "Redis", Egress.DECLARED);
    List<Cidr> from = config.alb().ingressCidrs();
    if (from.isEmpty()) {
      alb.allowFromCidr("anywhere", ANYWHERE, Port.tcp(80), "HTTP from anywhere")
          .allowFromCidr("anywhere", ANYWHERE, Port.tcp(443), "HTTPS from anywhere");
    }
    alb.allowFromCidrs(from, Port.tcp(80), "HTTP").allowFromCidrs(from, Port.tcp(443), "HTTPS");
    config
        .services()
        .forEach((name, service) -> alb.allowTo(ecs, Port.tcp(service.port()), "service " + name));
    ecs.allowAmongMembers("services among themselves")
        .allowTo(rds, Port.tcp(PostgresDatabase.PORT), "PostgreSQL")
        .allowTo(redis, Port.tcp(RedisReplicationGroup.PORT), "Redis");

    PrivateNamespace namespace =
        new PrivateNamespace(
            this, "namespace", new PrivateNamespace.Props(config.namespace(), vpcId));

    outputs = new Outputs(vpc.ref(), namespace.ref(), alb.ref(), ecs.ref(), rds.ref(), redis.ref());
    output("vpc_id", vpcId, "VPC");
    output("namespace", config.namespace(), "Names of the services inside the VPC end in this");
  }

  private SecurityGroup group(String name, String vpcId, String description, Egress egress) {
    return new SecurityGroup(
        this, name, new SecurityGroup.Props(names, name, vpcId, description, egress));
  }

  Outputs outputs() {
    return outputs;
  }
}

package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Cidr;
import dev.terrace.config.Environment;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.network.Port;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.constructs.network.SecurityGroup.Everybody;
import dev.terrace.constructs.network.SecurityGroups;
import dev.terrace.constructs.network.StandardNetwork;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import java.util.List;

/** The VPC, who may reach whom, and the names inside it. The same with a domain and without. */
final class AlvaNetworkStack extends StandardStack<AlvaConfig, AlvaNetworkStack.Outputs> {
  private static final Port HTTP = Port.tcp(80);
  private static final Port HTTPS = Port.tcp(443);

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
    super(app, environment, "network");
    AlvaConfig.Network network = config.network();
    StandardNetwork vpc =
        new StandardNetwork(
            this,
            new StandardNetwork.Props(
                config.names(),
                config.region(),
                network.cidr(),
                config.zones(),
                new StandardNetwork.Tiers(
                    network.publicSubnets(), network.privateSubnets(), List.of()),
                network.natGateways(),
                new StandardNetwork.Logging(config.flowLogs(), config.logRetentionDays()),
                StandardNetwork.Endpoints.none(),
                ""));
    SecurityGroups groups =
        vpc.groups()
            .add("alb", "Public load balancer", Egress.DECLARED)
            .add("ecs", "Services on ECS", Egress.ALL)
            .add("rds", "PostgreSQL", Egress.DECLARED)
            .add("redis", "Redis", Egress.DECLARED);
    List<Cidr> from = config.alb().ingressCidrs();
    groups
        .get("alb")
        .allowFromCidrs(from, HTTP, "HTTP", new Everybody("anywhere", "HTTP from anywhere"))
        .allowFromCidrs(from, HTTPS, "HTTPS", new Everybody("anywhere", "HTTPS from anywhere"));
    config
        .services()
        .forEach(
            (name, service) ->
                groups.flow("alb", "ecs", Port.tcp(service.port()), "service " + name));
    groups
        .flow("ecs", "ecs", Port.all(), "services among themselves")
        .flow("ecs", "rds", Port.tcp(PostgresDatabase.PORT), "PostgreSQL")
        .flow("ecs", "redis", Port.tcp(RedisReplicationGroup.PORT), "Redis");
    publish(
        new Outputs(
            vpc.ref(),
            vpc.namespace(config.namespace()),
            groups.ref("alb"),
            groups.ref("ecs"),
            groups.ref("rds"),
            groups.ref("redis")));
    output("vpc_id", vpc.ref().vpcId(), "VPC");
    output("namespace", config.namespace(), "Names of the services inside the VPC end in this");
  }
}

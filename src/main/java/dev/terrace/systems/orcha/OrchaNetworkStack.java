package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.providers.aws.route53_zone.Route53Zone;
import com.hashicorp.cdktf.providers.aws.route53_zone.Route53ZoneConfig;
import dev.terrace.config.Cidr;
import dev.terrace.config.Environment;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.network.Port;
import dev.terrace.constructs.network.SecurityGroup;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.constructs.network.SecurityGroup.Everybody;
import dev.terrace.constructs.network.SecurityGroups;
import dev.terrace.constructs.network.StandardNetwork;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.HostedZoneRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import java.util.List;

/** The VPC, who may reach whom, and the hosted zone. */
final class OrchaNetworkStack extends StandardStack<OrchaConfig, OrchaNetworkStack.Outputs> {
  private static final Port HTTP = Port.tcp(80);
  private static final Port HTTPS = Port.tcp(443);

  /**
   * @param network its app tier is the private one
   */
  record Outputs(
      NetworkRef network,
      HostedZoneRef zone,
      SecurityGroupRef alb,
      SecurityGroupRef ec2,
      SecurityGroupRef rds,
      SecurityGroupRef codebuild) {}

  OrchaNetworkStack(App app, Environment<OrchaConfig> environment) {
    super(app, environment, "network");
    StandardNetwork vpc =
        new StandardNetwork(
            this,
            new StandardNetwork.Props(
                config.names(),
                config.region(),
                config.network().cidr(),
                config.zones(),
                new StandardNetwork.Tiers(
                    config.network().publicSubnets(), config.network().privateSubnets(), List.of()),
                config.options().natGateways(),
                new StandardNetwork.Logging(config.flowLogs(), config.logRetentionDays()),
                endpoints(config.options()),
                "-sg"));
    String vpcId = vpc.ref().vpcId();
    SecurityGroups groups =
        vpc.groups()
            .add("alb", "Load balancer", Egress.DECLARED)
            .add("ec2", "Instances of the application", Egress.ALL)
            .add("rds", "PostgreSQL", Egress.DECLARED)
            .add("codebuild", "Builds", Egress.ALL);
    List<Cidr> from = config.alb().ingressCidrs();
    SecurityGroup alb =
        groups
            .get("alb")
            .allowFromCidrs(
                from,
                HTTP,
                "HTTP, redirected to HTTPS",
                new Everybody("internet", "HTTP from the internet, redirected to HTTPS"))
            .allowFromCidrs(
                from, HTTPS, "HTTPS", new Everybody("internet", "HTTPS from the internet"));
    config
        .services()
        .forEach((name, service) -> groups.flow("alb", "ec2", Port.tcp(service.port()), name));
    if (config.asksForLogin()) {
      alb.allowToAnywhere(HTTPS, "Cognito, for the login");
    }
    groups
        .flow("ec2", "rds", Port.tcp(PostgresDatabase.PORT), "PostgreSQL")
        .flow("codebuild", "rds", Port.tcp(PostgresDatabase.PORT), "PostgreSQL");
    Route53Zone zone =
        new Route53Zone(
            this,
            "zone",
            Route53ZoneConfig.builder()
                .name(config.zone())
                .comment("Delegated from the management account")
                .build());

    publish(
        new Outputs(
            vpc.ref(),
            new HostedZoneRef(zone.getZoneId(), config.zone()),
            groups.ref("alb"),
            groups.ref("ec2"),
            groups.ref("rds"),
            groups.ref("codebuild")));
    output("vpc_id", vpcId, "VPC");
    output("zone_id", zone.getZoneId(), "Hosted zone " + config.zone());
    output(
        "zone_name_servers",
        Fn.join(" ", zone.getNameServers()),
        "What " + config.zone() + " is delegated to in the management account");
  }

  private static StandardNetwork.Endpoints endpoints(OrchaOptions options) {
    List<String> interfaces = options.interfaceEndpoints();
    return new StandardNetwork.Endpoints(
        options.s3GatewayEndpoint() ? List.of("s3") : List.of(),
        interfaces,
        interfaces.isEmpty() ? null : "Endpoints of AWS services");
  }
}

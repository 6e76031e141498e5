package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.providers.aws.route53_zone.Route53Zone;
import com.hashicorp.cdktf.providers.aws.route53_zone.Route53ZoneConfig;
import dev.terrace.config.Cidr;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.network.FlowLog;
import dev.terrace.constructs.network.Port;
import dev.terrace.constructs.network.SecurityGroup;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.constructs.network.TieredVpc;
import dev.terrace.constructs.network.VpcEndpoints;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.HostedZoneRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.FlowLogs;
import java.util.List;

/** The VPC, who may reach whom, and the hosted zone. */
final class OrchaNetworkStack extends LayerStack {
  private static final String ANYWHERE = "0.0.0.0/0";
  private static final Port HTTP = Port.tcp(80);
  private static final Port HTTPS = Port.tcp(443);

  private final Outputs outputs;
  private final Names names;

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
    super(app, environment.id().stack("network"), environment.config());
    OrchaConfig config = environment.config();
    names = config.names();
    TieredVpc vpc =
        new TieredVpc(
            this,
            "network",
            new TieredVpc.Props(
                names,
                config.network().cidr(),
                config.zones(),
                config.network().publicSubnets(),
                config.network().privateSubnets(),
                List.of(),
                config.options().natGateways()));
    String vpcId = vpc.ref().vpcId();
    if (config.flowLogs() != FlowLogs.none) {
      new FlowLog(
          this,
          "flow-logs",
          new FlowLog.Props(
              names, config.region(), vpcId, config.flowLogs(), config.logRetentionDays()));
    }
    endpoints(config, vpc);

    SecurityGroup alb = group("alb", vpcId, "Load balancer", Egress.DECLARED);
    SecurityGroup ec2 = group("ec2", vpcId, "Instances of the application", Egress.ALL);
    SecurityGroup rds = group("rds", vpcId, "PostgreSQL", Egress.DECLARED);
    SecurityGroup codebuild = group("codebuild", vpcId, "Builds", Egress.ALL);
    List<Cidr> from = config.alb().ingressCidrs();
    if (from.isEmpty()) {
      alb.allowFromCidr("internet", ANYWHERE, HTTP, "HTTP from the internet, redirected to HTTPS")
          .allowFromCidr("internet", ANYWHERE, HTTPS, "HTTPS from the internet");
    }
    alb.allowFromCidrs(from, HTTP, "HTTP, redirected to HTTPS")
        .allowFromCidrs(from, HTTPS, "HTTPS");
    config.services().forEach((name, service) -> alb.allowTo(ec2, Port.tcp(service.port()), name));
    if (config.asksForLogin()) {
      alb.allowToAnywhere(HTTPS, "Cognito, for the login");
    }
    ec2.allowTo(rds, Port.tcp(PostgresDatabase.PORT), "PostgreSQL");
    codebuild.allowTo(rds, Port.tcp(PostgresDatabase.PORT), "PostgreSQL");

    Route53Zone zone =
        new Route53Zone(
            this,
            "zone",
            Route53ZoneConfig.builder()
                .name(config.zone())
                .comment("Delegated from the management account")
                .build());

    outputs =
        new Outputs(
            vpc.ref(),
            new HostedZoneRef(zone.getZoneId(), config.zone()),
            alb.ref(),
            ec2.ref(),
            rds.ref(),
            codebuild.ref());
    output("vpc_id", vpcId, "VPC");
    output("zone_id", zone.getZoneId(), "Hosted zone " + config.zone());
    output(
        "zone_name_servers",
        Fn.join(" ", zone.getNameServers()),
        "What " + config.zone() + " is delegated to in the management account");
  }

  private void endpoints(OrchaConfig config, TieredVpc vpc) {
    List<String> gateways =
        config.options().s3GatewayEndpoint() ? List.of("s3") : List.<String>of();
    List<String> interfaces = config.options().interfaceEndpoints();
    if (gateways.isEmpty() && interfaces.isEmpty()) {
      return;
    }
    SecurityGroupRef group = null;
    if (!interfaces.isEmpty()) {
      group =
          group("endpoints", vpc.ref().vpcId(), "Endpoints of AWS services", Egress.DECLARED)
              .allowFromCidr(
                  "vpc", config.network().cidr().toString(), HTTPS, "AWS APIs from the VPC")
              .ref();
    }
    new VpcEndpoints(
        this,
        "vpc-endpoints",
        new VpcEndpoints.Props(
            names,
            config.region(),
            vpc.ref().vpcId(),
            gateways,
            vpc.routeTableIds(),
            interfaces,
            vpc.ref().appSubnetIds(),
            group));
  }

  private SecurityGroup group(String name, String vpcId, String description, Egress egress) {
    return new SecurityGroup(
        this,
        name + "-sg",
        new SecurityGroup.Props(names, name + "-sg", vpcId, description, egress));
  }

  Outputs outputs() {
    return outputs;
  }
}

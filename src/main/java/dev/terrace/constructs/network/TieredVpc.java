package dev.terrace.constructs.network;

import com.hashicorp.cdktf.providers.aws.default_security_group.DefaultSecurityGroup;
import com.hashicorp.cdktf.providers.aws.default_security_group.DefaultSecurityGroupConfig;
import com.hashicorp.cdktf.providers.aws.eip.Eip;
import com.hashicorp.cdktf.providers.aws.eip.EipConfig;
import com.hashicorp.cdktf.providers.aws.internet_gateway.InternetGateway;
import com.hashicorp.cdktf.providers.aws.internet_gateway.InternetGatewayConfig;
import com.hashicorp.cdktf.providers.aws.nat_gateway.NatGateway;
import com.hashicorp.cdktf.providers.aws.nat_gateway.NatGatewayConfig;
import com.hashicorp.cdktf.providers.aws.route.Route;
import com.hashicorp.cdktf.providers.aws.route.RouteConfig;
import com.hashicorp.cdktf.providers.aws.route_table.RouteTable;
import com.hashicorp.cdktf.providers.aws.route_table.RouteTableConfig;
import com.hashicorp.cdktf.providers.aws.route_table_association.RouteTableAssociation;
import com.hashicorp.cdktf.providers.aws.route_table_association.RouteTableAssociationConfig;
import com.hashicorp.cdktf.providers.aws.subnet.Subnet;
import com.hashicorp.cdktf.providers.aws.subnet.SubnetConfig;
import com.hashicorp.cdktf.providers.aws.vpc.Vpc;
import com.hashicorp.cdktf.providers.aws.vpc.VpcConfig;
import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.constructs.Tag;
import dev.terrace.ref.NetworkRef;
import dev.terrace.spec.NatGateways;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * A VPC with up to three tiers of subnets, one subnet a zone in each: public (a route to the
 * internet gateway), app (egress through NAT), data (no route out). Its default security group
 * admits nothing.
 *
 * <p>Changing a subnet's block or zone replaces it and everything in it.
 */
public final class TieredVpc extends Construct {
  private static final String ANYWHERE = "0.0.0.0/0";

  private final NetworkRef ref;
  private final List<String> routeTableIds = new ArrayList<>();

  /**
   * @param zones as many as each tier that is not empty has blocks
   */
  public record Props(
      Names names,
      Cidr cidr,
      List<String> zones,
      List<Cidr> publicSubnets,
      List<Cidr> appSubnets,
      List<Cidr> dataSubnets,
      NatGateways natGateways) {}

  public TieredVpc(Construct scope, String id, Props props) {
    super(scope, id);
    Names names = props.names();
    Vpc vpc =
        new Vpc(
            this,
            "vpc",
            VpcConfig.builder()
                .cidrBlock(props.cidr().toString())
                .enableDnsSupport(true)
                .enableDnsHostnames(true)
                .tags(Tag.name(names.of(Names.Kind.TAG, "vpc")))
                .build());
    new DefaultSecurityGroup(
        this,
        "default-security-group",
        DefaultSecurityGroupConfig.builder()
            .vpcId(vpc.getId())
            .tags(Tag.name(names.of(Names.Kind.TAG, "default-closed")))
            .build());
    InternetGateway gateway =
        new InternetGateway(
            this,
            "internet-gateway",
            InternetGatewayConfig.builder()
                .vpcId(vpc.getId())
                .tags(Tag.name(names.of(Names.Kind.TAG, "igw")))
                .build());

    List<Subnet> publicSubnets = subnets(vpc, props, "public", props.publicSubnets());
    RouteTable publicTable = routeTable(vpc, names, "public");
    new Route(
        this,
        "public-default-route",
        RouteConfig.builder()
            .routeTableId(publicTable.getId())
            .destinationCidrBlock(ANYWHERE)
            .gatewayId(gateway.getId())
            .build());
    publicSubnets.forEach(subnet -> associate(subnet, publicTable));

    List<NatGateway> natGateways = natGateways(props, gateway, publicSubnets);
    List<Subnet> appSubnets = subnets(vpc, props, "app", props.appSubnets());
    for (int i = 0; i < appSubnets.size(); i++) {
      RouteTable table = routeTable(vpc, names, "app-" + props.zones().get(i));
      associate(appSubnets.get(i), table);
      if (!natGateways.isEmpty()) {
        new Route(
            this,
            "app-" + props.zones().get(i) + "-default-route",
            RouteConfig.builder()
                .routeTableId(table.getId())
                .destinationCidrBlock(ANYWHERE)
                .natGatewayId(natGateways.get(Math.min(i, natGateways.size() - 1)).getId())
                .build());
      }
    }

    List<Subnet> dataSubnets = subnets(vpc, props, "data", props.dataSubnets());
    if (!dataSubnets.isEmpty()) {
      RouteTable dataTable = routeTable(vpc, names, "data");
      dataSubnets.forEach(subnet -> associate(subnet, dataTable));
    }

    ref = new NetworkRef(vpc.getId(), ids(publicSubnets), ids(appSubnets), ids(dataSubnets));
  }

  private List<Subnet> subnets(Vpc vpc, Props props, String tier, List<Cidr> blocks) {
    List<Subnet> subnets = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      String zone = props.zones().get(i);
      subnets.add(
          new Subnet(
              this,
              tier + "-" + zone,
              SubnetConfig.builder()
                  .vpcId(vpc.getId())
                  .cidrBlock(blocks.get(i).toString())
                  .availabilityZone(zone)
                  .mapPublicIpOnLaunch(false)
                  .tags(Tag.name(props.names().of(Names.Kind.TAG, tier + "-" + zone)))
                  .build()));
    }
    return subnets;
  }

  private List<NatGateway> natGateways(
      Props props, InternetGateway gateway, List<Subnet> publicSubnets) {
    int count =
        switch (props.natGateways()) {
          case none -> 0;
          case one -> 1;
          case onePerZone -> publicSubnets.size();
        };
    List<NatGateway> natGateways = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String zone = props.zones().get(i);
      String name = props.names().of(Names.Kind.TAG, "nat-" + zone);
      Eip address =
          new Eip(
              this,
              "nat-address-" + zone,
              EipConfig.builder().domain("vpc").tags(Tag.name(name)).build());
      natGateways.add(
          new NatGateway(
              this,
              "nat-" + zone,
              NatGatewayConfig.builder()
                  .allocationId(address.getId())
                  .subnetId(publicSubnets.get(i).getId())
                  .tags(Tag.name(name))
                  .dependsOn(List.of(gateway))
                  .build()));
    }
    return natGateways;
  }

  private RouteTable routeTable(Vpc vpc, Names names, String name) {
    RouteTable table =
        new RouteTable(
            this,
            name + "-routes",
            RouteTableConfig.builder()
                .vpcId(vpc.getId())
                .tags(Tag.name(names.of(Names.Kind.TAG, name)))
                .build());
    routeTableIds.add(table.getId());
    return table;
  }

  private void associate(Subnet subnet, RouteTable table) {
    new RouteTableAssociation(
        this,
        subnet.getNode().getId() + "-association",
        RouteTableAssociationConfig.builder()
            .subnetId(subnet.getId())
            .routeTableId(table.getId())
            .build());
  }

  private static List<String> ids(List<Subnet> subnets) {
    return subnets.stream().map(Subnet::getId).toList();
  }

  public NetworkRef ref() {
    return ref;
  }

  /** Every route table, for gateway endpoints. */
  public List<String> routeTableIds() {
    return List.copyOf(routeTableIds);
  }
}

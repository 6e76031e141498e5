package dev.terrace.constructs.network;

import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.NatGateways;
import dev.terrace.spec.web.NetworkSpec;
import java.util.List;
import software.constructs.Construct;

/**
 * A VPC with its tiers of subnets, its flow logs, endpoints of AWS services, and the security
 * groups that are added to it. A change of a subnet's block or zone replaces the subnet and all
 * that is in it.
 *
 * <p>It is no level of the construct tree: the scope gets {@code network}, {@code flow-logs},
 * {@code vpc-endpoints} and a construct for each security group.
 */
public final class StandardNetwork {
  private static final String ENDPOINTS = "endpoints";

  private final Construct scope;
  private final NetworkRef ref;
  private final SecurityGroups groups;

  /**
   * @param zones as many as each tier that is not empty has blocks
   * @param groupSuffix ends the names of the security groups, such as -sg
   */
  public record Props(
      Names names,
      String region,
      Cidr cidr,
      List<String> zones,
      Tiers tiers,
      NatGateways natGateways,
      Logging logging,
      Endpoints endpoints,
      String groupSuffix) {

    /** Three tiers, rejected connections logged, and S3 reached without NAT gateways. */
    public static Props of(
        Names names, String region, List<String> zones, NetworkSpec spec, int retentionDays) {
      return new Props(
          names,
          region,
          spec.cidr(),
          zones,
          new Tiers(spec.publicSubnets(), spec.appSubnets(), spec.dataSubnets()),
          spec.natGateways(),
          new Logging(FlowLogs.rejected, retentionDays),
          new Endpoints(List.of("s3"), List.of(), null),
          "");
    }
  }

  /** The blocks of each tier, one a zone; none: there is no such tier. */
  public record Tiers(List<Cidr> publicSubnets, List<Cidr> appSubnets, List<Cidr> dataSubnets) {}

  /**
   * @param traffic none: no flow logs
   * @param retentionDays one of the values that CloudWatch Logs takes
   */
  public record Logging(FlowLogs traffic, int retentionDays) {}

  /**
   * @param gateways services with a gateway endpoint: s3, dynamodb
   * @param interfaces services with an interface endpoint, such as ecr.api
   * @param groupDescription of the security group of interface endpoints; null: no such group
   */
  public record Endpoints(List<String> gateways, List<String> interfaces, String groupDescription) {

    public static Endpoints none() {
      return new Endpoints(List.of(), List.of(), null);
    }
  }

  public StandardNetwork(Construct scope, Props props) {
    this.scope = scope;
    Names names = props.names();
    TieredVpc vpc =
        new TieredVpc(
            scope,
            "network",
            new TieredVpc.Props(
                names,
                props.cidr(),
                props.zones(),
                props.tiers().publicSubnets(),
                props.tiers().appSubnets(),
                props.tiers().dataSubnets(),
                props.natGateways()));
    ref = vpc.ref();
    if (props.logging().traffic() != FlowLogs.none) {
      new FlowLog(
          scope,
          "flow-logs",
          new FlowLog.Props(
              names,
              props.region(),
              ref.vpcId(),
              props.logging().traffic(),
              props.logging().retentionDays()));
    }
    groups =
        new SecurityGroups(
            scope, new SecurityGroups.Props(names, ref.vpcId(), props.groupSuffix()));
    Endpoints endpoints = props.endpoints();
    SecurityGroupRef group =
        endpoints.groupDescription() == null ? null : endpointGroup(props).ref();
    if (group != null || !endpoints.gateways().isEmpty()) {
      new VpcEndpoints(
          scope,
          "vpc-endpoints",
          new VpcEndpoints.Props(
              names,
              props.region(),
              ref.vpcId(),
              endpoints.gateways(),
              vpc.routeTableIds(),
              endpoints.interfaces(),
              ref.appSubnetIds(),
              group));
    }
  }

  private SecurityGroup endpointGroup(Props props) {
    return groups
        .add(ENDPOINTS, props.endpoints().groupDescription(), Egress.DECLARED)
        .get(ENDPOINTS)
        .allowFromCidr("vpc", props.cidr().toString(), Port.tcp(443), "AWS APIs from the VPC");
  }

  /**
   * A Cloud Map namespace that the VPC resolves, as {@code namespace} of the scope.
   *
   * @param name the whole name
   */
  public NamespaceRef namespace(String name) {
    return new PrivateNamespace(scope, "namespace", new PrivateNamespace.Props(name, ref.vpcId()))
        .ref();
  }

  public NetworkRef ref() {
    return ref;
  }

  /** The security groups, to which those of the system are added. */
  public SecurityGroups groups() {
    return groups;
  }
}

package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Cidr;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.spec.AlbSpec;
import dev.terrace.spec.NatGateways;
import dev.terrace.spec.Subnets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A VPC with three tiers, and the AWS services that are reached without the internet. */
record CoderNetwork(
    @JsonPropertyDescription("Block of the VPC, /16 to /28.") Cidr cidr,
    @JsonPropertyDescription("one (for all zones) or onePerZone.") NatGateways natGateways,
    @JsonPropertyDescription("One block a zone, inside the VPC's.") List<Cidr> publicSubnets,
    @JsonPropertyDescription("One block a zone; egress through NAT.") List<Cidr> appSubnets,
    @JsonPropertyDescription("One block a zone; no route out.") List<Cidr> dataSubnets,
    @JsonPropertyDescription("Services with a gateway endpoint: s3, dynamodb.")
        @Is(value = NetworkValues.GatewayService.class, distinct = true)
        List<String> gatewayEndpoints,
    @JsonPropertyDescription("Services with an interface endpoint, such as ecr.api.")
        @Is(value = NetworkValues.InterfaceService.class, distinct = true)
        List<String> interfaceEndpoints) {

  /**
   * @param zones as many as there are subnets in a tier
   * @param alb whose clients come from other blocks
   */
  void check(Problems root, List<String> zones, AlbSpec alb) {
    Problems problems = root.at("network");
    Map<String, List<Cidr>> tiers = new LinkedHashMap<>();
    tiers.put("publicSubnets", publicSubnets);
    tiers.put("appSubnets", appSubnets);
    tiers.put("dataSubnets", dataSubnets);
    Subnets.checkEgress(problems.at("natGateways"), natGateways);
    int vpc = cidr == null ? -1 : alb.ingressCidrs().indexOf(cidr);
    if (vpc >= 0) {
      root.at("alb")
          .at("ingressCidrs")
          .at(vpc)
          .add("must be another block than the VPC's, which gets in anyway", cidr);
    }
    Subnets.checkBlocks(problems, cidr, zones, tiers);
  }

  /** Addresses of the app subnets that the interface endpoints take, one in each zone. */
  long endpointAddresses() {
    return interfaceEndpoints == null || appSubnets == null
        ? 0
        : (long) interfaceEndpoints.size() * appSubnets.size();
  }
}

package dev.terrace.spec.web;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Cidr;
import dev.terrace.config.Problems;
import dev.terrace.spec.NatGateways;
import dev.terrace.spec.Subnets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A VPC in three tiers. A change of a block replaces the subnet and all that is in it. */
public record NetworkSpec(
    @JsonPropertyDescription("Block of the VPC, /16 to /28.") Cidr cidr,
    @JsonPropertyDescription("one (for all zones) or onePerZone.") NatGateways natGateways,
    @JsonPropertyDescription("One block a zone, inside the VPC's.") List<Cidr> publicSubnets,
    @JsonPropertyDescription("One block a zone; egress through NAT.") List<Cidr> appSubnets,
    @JsonPropertyDescription("One block a zone; no route out.") List<Cidr> dataSubnets) {

  /**
   * @param problems at the key of the network
   * @param zones as many as there are blocks in a tier
   */
  public void check(Problems problems, List<String> zones) {
    Subnets.checkEgress(problems.at("natGateways"), natGateways);
    Map<String, List<Cidr>> tiers = new LinkedHashMap<>();
    tiers.put("publicSubnets", publicSubnets);
    tiers.put("appSubnets", appSubnets);
    tiers.put("dataSubnets", dataSubnets);
    Subnets.checkBlocks(problems, cidr, zones, tiers);
  }
}

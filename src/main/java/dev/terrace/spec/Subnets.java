package dev.terrace.spec;

import dev.terrace.config.Cidr;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules of a VPC's zones and blocks that hold in every system. */
public final class Subnets {
  /** The smallest subnet of AWS: VPC user guide, "Subnet CIDR blocks". */
  private static final int SMALLEST = 28;

  /** ELB user guide, "Subnets for your load balancer": /27 and eight free addresses. */
  private static final int SMALLEST_OF_LOAD_BALANCER = 27;

  /** RFC 6890, and VPC user guide, "IPv4 VPC CIDR blocks". */
  private static final Map<String, String> RESERVED =
      new TreeMap<>(
          Map.of(
              "0.0.0.0/8", "which means this network",
              "127.0.0.0/8", "which is loopback",
              "169.254.0.0/16", "which is link-local",
              "224.0.0.0/4", "which is multicast",
              "240.0.0.0/4", "which is reserved"));

  /** RFC 1918, and the shared space of RFC 6598: VPC user guide, "VPC CIDR blocks". */
  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");

  /** Docker documentation, "Bridge network driver": the default bridge's block. */
  private static final String DOCKER = "172.17.0.0/16";

  private Subnets() {}

  /** Doubts about a block that AWS takes. */
  public static List<String> warnings(String key, Cidr cidr) {
    List<String> warnings = new ArrayList<>();
    if (PRIVATE.stream().noneMatch(block -> Cidr.parse(block).contains(cidr))) {
      warnings.add(
          key
              + ": "
              + cidr
              + " is not private: whoever owns these addresses on the internet cannot be reached from"
              + " the VPC; take a block of "
              + String.join(", ", PRIVATE));
    }
    if (Cidr.parse(DOCKER).overlaps(cidr)) {
      warnings.add(
          key
              + ": "
              + cidr
              + " overlaps "
              + DOCKER
              + ", the bridge of Docker: its containers do not reach the VPC's addresses there");
    }
    return warnings;
  }

  /** Two zones of the region or more, each once. */
  public static void checkZones(Problems problems, String region, List<String> zones) {
    if (zones == null) {
      return;
    }
    if (zones.size() < 2) {
      problems.add(
          "must name two zones or more: the load balancer and the database need them", zones);
    }
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get(i);
      if (zone != null
          && AwsFacts.isRegion(region)
          && !zone.matches(Pattern.quote(region) + "[a-z]")) {
        problems.at(i).add("must be a zone of " + region, zone);
      }
    }
  }

  /** VPC user guide, "Subnet sizing": the first four addresses and the last one are AWS's. */
  private static final int TAKEN_OF_SUBNET = 5;

  /**
   * Reports more tasks, instances or endpoints than a tier has addresses for; each takes one.
   *
   * @param problems at the tier
   * @param tier null where the schema has reported it
   * @param fewest that are there when all is well; an endpoint counts once in each zone
   */
  public static void checkRoom(Problems problems, List<Cidr> tier, long fewest) {
    if (tier == null || tier.isEmpty() || tier.stream().anyMatch(Objects::isNull)) {
      return;
    }
    long free = tier.stream().mapToLong(block -> block.size() - TAKEN_OF_SUBNET).sum();
    if (fewest > free) {
      problems.add(
          "must have an address for each of the "
              + fewest
              + " tasks, instances and endpoints in it, and has "
              + free
              + ": take larger blocks, or run fewer",
          tier);
    }
  }

  /** Reports blocks that nobody's requests come from. */
  public static void checkSources(Problems problems, List<Cidr> sources) {
    for (int i = 0; i < sources.size(); i++) {
      Cidr source = sources.get(i);
      for (Map.Entry<String, String> each : RESERVED.entrySet()) {
        if (source != null && Cidr.parse(each.getKey()).contains(source)) {
          problems.at(i).add("must not lie in " + each.getKey() + ", " + each.getValue(), source);
        }
      }
    }
  }

  /** Reports subnets without a way to the internet in a system whose images come through it. */
  public static void checkEgress(Problems problems, NatGateways natGateways) {
    if (natGateways == NatGateways.none) {
      problems.add("must be one or onePerZone: images come through it", "none");
    }
  }

  /**
   * A block from /16 to /28, and tiers with a block a zone, inside it and apart from one another.
   *
   * @param problems at the map that holds {@code cidr} and the tiers
   * @param tiers blocks by key; a value may be null where the schema has reported it
   */
  public static void checkBlocks(
      Problems problems, Cidr cidr, List<String> zones, Map<String, List<Cidr>> tiers) {
    if (cidr != null && (cidr.prefixLength() < 16 || cidr.prefixLength() > 28)) {
      problems.at("cidr").add("must be a block from /16 to /28", cidr);
    }
    if (cidr != null) {
      RESERVED.forEach(
          (block, what) -> {
            if (Cidr.parse(block).overlaps(cidr)) {
              problems.at("cidr").add("must not overlap " + block + ", " + what, cidr);
            }
          });
    }
    Map<String, Cidr> seen = new LinkedHashMap<>();
    tiers.forEach((tier, blocks) -> checkTier(problems, cidr, zones, tier, blocks, seen));
  }

  private static void checkTier(
      Problems problems,
      Cidr cidr,
      List<String> zones,
      String tier,
      List<Cidr> subnets,
      Map<String, Cidr> seen) {
    if (subnets == null) {
      return;
    }
    if (zones != null && subnets.size() != zones.size()) {
      problems
          .at(tier)
          .add("must have one block for each of the " + zones.size() + " zones", subnets);
    }
    for (int i = 0; i < subnets.size(); i++) {
      Cidr subnet = subnets.get(i);
      if (subnet == null) {
        continue;
      }
      Problems at = problems.at(tier).at(i);
      int smallest = tier.equals("publicSubnets") ? SMALLEST_OF_LOAD_BALANCER : SMALLEST;
      if (subnet.prefixLength() > smallest || subnet.prefixLength() < 16) {
        at.add(
            "must be a block from /16 to /"
                + smallest
                + (smallest == SMALLEST ? "" : ", which a load balancer needs"),
            subnet);
      }
      if (cidr != null && !cidr.contains(subnet)) {
        at.add("must lie inside the VPC's " + cidr, subnet);
      }
      seen.forEach(
          (name, other) -> {
            if (other.overlaps(subnet)) {
              at.add("must not overlap " + name + ", which is " + other, subnet);
            }
          });
      seen.put(tier + "[" + i + "]", subnet);
    }
  }
}

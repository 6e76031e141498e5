package dev.terrace.spec;

import dev.terrace.config.Cidr;
import dev.terrace.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules of a VPC's zones and blocks that hold in every system. */
public final class Subnets {
  private Subnets() {}

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
      if (zone != null && region != null && !zone.matches(Pattern.quote(region) + "[a-z]")) {
        problems.at(i).add("must be a zone of " + region, zone);
      }
      if (zones.indexOf(zone) != i) {
        problems.at(i).add("must be named once", zone);
      }
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

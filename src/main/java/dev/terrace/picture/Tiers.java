package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.Picture.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where resources are: the VPCs and the tiers of their subnets, by the way to the internet. */
final class Tiers {
  private static final String SUBNET = "aws_subnet";

  /** Of a tier's subnets, what their default route leads to. */
  enum Tier {
    PUBLIC("public subnets"),
    PRIVATE("private subnets"),
    ISOLATED("isolated subnets");

    private final String label;

    Tier(String label) {
      this.label = label;
    }
  }

  private final Model model;
  private final Map<Resource, Tier> tiers = new LinkedHashMap<>();
  private final Map<Resource, Resource> vpcs = new LinkedHashMap<>();

  Tiers(Model model) {
    this.model = model;
    for (Resource subnet : model.all(SUBNET)) {
      tiers.put(subnet, tier(subnet));
      model.target(subnet, "vpc_id").ifPresent(vpc -> vpcs.put(subnet, vpc));
    }
  }

  private Tier tier(Resource subnet) {
    Tier found = Tier.ISOLATED;
    for (Resource association : model.readers(subnet, "aws_route_table_association")) {
      for (Resource table : model.targets(association, "route_table_id")) {
        List<Resource> routes = new ArrayList<>(model.readers(table, "aws_route"));
        routes.add(table);
        for (Resource route : routes) {
          for (Reference reference : model.references(route)) {
            switch (reference.to().type()) {
              case "aws_internet_gateway" -> {
                return Tier.PUBLIC;
              }
              case "aws_nat_gateway", "aws_ec2_transit_gateway" -> found = Tier.PRIVATE;
              default -> {}
            }
          }
        }
      }
    }
    return found;
  }

  /** The frames of all VPCs, each with those of its tiers. */
  List<Group> groups() {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Resource vpc : model.all("aws_vpc")) {
      String cidr = vpc.text("cidr_block");
      groups.put(
          id(vpc), new Group(id(vpc), cidr.isEmpty() ? "VPC" : "VPC " + cidr, Optional.empty()));
      for (Tier tier : Tier.values()) {
        Set<String> zones = new TreeSet<>();
        tiers.forEach(
            (subnet, of) -> {
              if (of == tier && vpc.equals(vpcs.get(subnet))) {
                zones.add(subnet.text("availability_zone"));
              }
            });
        if (!zones.isEmpty()) {
          String label = tier.label + " · " + String.join(", ", zones);
          groups.put(id(vpc, tier), new Group(id(vpc, tier), label, Optional.of(id(vpc))));
        }
      }
    }
    return List.copyOf(groups.values());
  }

  private static String id(Resource vpc) {
    return vpc.stack().layer() + "/" + vpc.path();
  }

  private static String id(Resource vpc, Tier tier) {
    return id(vpc) + "/" + tier.name().toLowerCase(Locale.ROOT);
  }

  /** The frame of a resource: its tier; its VPC if it is in several; none if it is in no subnet. */
  Optional<String> groupOf(Resource resource) {
    Set<Resource> subnets = subnets(resource);
    Set<String> of = new TreeSet<>();
    Set<String> whole = new TreeSet<>();
    for (Resource subnet : subnets) {
      Resource vpc = vpcs.get(subnet);
      if (vpc != null) {
        of.add(id(vpc, tiers.get(subnet)));
        whole.add(id(vpc));
      }
    }
    if (of.size() == 1) {
      return of.stream().findFirst();
    }
    return whole.stream().findFirst();
  }

  private Set<Resource> subnets(Resource resource) {
    Set<Resource> found = new LinkedHashSet<>();
    for (Reference reference : model.references(resource)) {
      Resource to = reference.to();
      if (to.type().equals(SUBNET)) {
        found.add(to);
      } else if (to.type().endsWith("_subnet_group")) {
        found.addAll(model.targets(to, "subnet_ids"));
      }
    }
    for (Resource mount : model.readers(resource, "aws_efs_mount_target")) {
      found.addAll(model.targets(mount, "subnet_id"));
    }
    return found;
  }
}

package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who may connect to a box, by the rules of the security groups on both sides. */
final class Reached {
  private static final String GROUP = "aws_security_group";
  private static final String INGRESS = "aws_vpc_security_group_ingress_rule";

  private final Model model;

  Reached(Model model) {
    this.model = model;
  }

  /** The boxes with a security group that an ingress rule of the resource's group names. */
  Set<Resource> from(Resource resource, Set<Resource> boxes) {
    Set<Resource> sources = new LinkedHashSet<>();
    for (Resource group : groups(resource)) {
      for (Resource rule : model.readers(group, INGRESS)) {
        if (model.targets(rule, "security_group_id").contains(group)) {
          sources.addAll(model.targets(rule, "referenced_security_group_id"));
        }
      }
    }
    Set<Resource> found = new LinkedHashSet<>();
    for (Resource box : boxes) {
      if (!box.equals(resource) && groups(box).stream().anyMatch(sources::contains)) {
        found.add(box);
      }
    }
    return found;
  }

  /** The ingress rules that let one resource connect to another. */
  Set<Resource> rules(Resource from, Resource to) {
    Set<Resource> sources = groups(from);
    Set<Resource> rules = new LinkedHashSet<>();
    for (Resource group : groups(to)) {
      for (Resource rule : model.readers(group, INGRESS)) {
        if (model.targets(rule, "security_group_id").contains(group)
            && model.targets(rule, "referenced_security_group_id").stream()
                .anyMatch(sources::contains)) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  private Set<Resource> groups(Resource resource) {
    Set<Resource> groups = new LinkedHashSet<>();
    for (Reference reference : model.references(resource)) {
      if (reference.to().type().equals(GROUP)) {
        groups.add(reference.to());
      } else if (reference.to().type().equals("aws_launch_template")) {
        model.references(reference.to()).stream()
            .map(Reference::to)
            .filter(to -> to.type().equals(GROUP))
            .forEach(groups::add);
      }
    }
    return groups;
  }
}

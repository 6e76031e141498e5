package dev.terrace.constructs.network;

import dev.terrace.config.Names;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.ref.SecurityGroupRef;
import java.util.LinkedHashMap;
import java.util.Map;
import software.constructs.Construct;

/**
 * The security groups of a VPC as a topology: each flow from one group to another is declared once
 * and creates the rule on both sides. Each group is a construct of the scope with its whole name,
 * suffix included, as id. A change of a description replaces a group.
 */
public final class SecurityGroups {
  private final Construct scope;
  private final Props props;
  private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();

  /**
   * @param suffix ends the name of every group, such as -sg
   */
  public record Props(Names names, String vpcId, String suffix) {}

  public SecurityGroups(Construct scope, Props props) {
    this.scope = scope;
    this.props = props;
  }

  /**
   * Adds a group.
   *
   * @param name without prefix and suffix
   */
  public SecurityGroups add(String name, String description, Egress egress) {
    String whole = name + props.suffix();
    groups.put(
        name,
        new SecurityGroup(
            scope,
            whole,
            new SecurityGroup.Props(props.names(), whole, props.vpcId(), description, egress)));
    return this;
  }

  /** Members of one group may reach members of another one. */
  public SecurityGroups flow(String from, String to, Port port, String purpose) {
    get(from).allowTo(get(to), port, purpose);
    return this;
  }

  /**
   * A group, for rules with blocks of addresses.
   *
   * @throws IllegalArgumentException if none of that name was added
   */
  public SecurityGroup get(String name) {
    SecurityGroup group = groups.get(name);
    if (group == null) {
      throw new IllegalArgumentException(
          "no security group '" + name + "'; known: " + groups.keySet());
    }
    return group;
  }

  public SecurityGroupRef ref(String name) {
    return get(name).ref();
  }

  /** Every group by its name. */
  public Map<String, SecurityGroupRef> refs() {
    Map<String, SecurityGroupRef> refs = new LinkedHashMap<>();
    groups.forEach((name, group) -> refs.put(name, group.ref()));
    return refs;
  }
}

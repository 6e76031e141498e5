package dev.terrace.constructs.network;

import com.hashicorp.cdktf.providers.aws.security_group.SecurityGroupConfig;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRule;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRuleConfig;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRuleConfig;
import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.constructs.Tag;
import dev.terrace.ref.SecurityGroupRef;
import java.util.List;
import software.constructs.Construct;

/**
 * A security group with its rules as resources of their own. A flow between two groups is declared
 * once and creates the rule on each side, so that neither is missing. A change of the description
 * replaces the group.
 */
public final class SecurityGroup extends Construct {
  private static final String ANYWHERE = "0.0.0.0/0";

  private final SecurityGroupRef ref;
  private final String name;
  private final Egress egress;

  /** What the members may reach. */
  public enum Egress {
    /** Everything; flows from this group make no rule here. */
    ALL,
    /** What is declared, and nothing else. */
    DECLARED
  }

  /**
   * @param name without the prefix
   */
  public record Props(Names names, String name, String vpcId, String description, Egress egress) {}

  public SecurityGroup(Construct scope, String id, Props props) {
    super(scope, id);
    name = props.name();
    egress = props.egress();
    String physicalName = props.names().of(Names.Kind.SECURITY_GROUP, props.name());
    com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup group =
        new com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup(
            this,
            "group",
            SecurityGroupConfig.builder()
                .name(physicalName)
                .description(props.description())
                .vpcId(props.vpcId())
                .tags(Tag.name(physicalName))
                .build());
    ref = new SecurityGroupRef(group.getId());
    if (egress == Egress.ALL) {
      new VpcSecurityGroupEgressRule(
          this,
          "to-anywhere",
          VpcSecurityGroupEgressRuleConfig.builder()
              .securityGroupId(ref.id())
              .description("everything to anywhere")
              .ipProtocol("-1")
              .cidrIpv4(ANYWHERE)
              .build());
    }
  }

  public SecurityGroupRef ref() {
    return ref;
  }

  /** Members of this group may reach members of the other one: egress here, ingress there. */
  public SecurityGroup allowTo(SecurityGroup other, Port port, String purpose) {
    String words = purpose + " (" + name + " to " + other.name + ")";
    if (egress == Egress.DECLARED) {
      VpcSecurityGroupEgressRuleConfig.Builder rule =
          VpcSecurityGroupEgressRuleConfig.builder()
              .securityGroupId(ref.id())
              .description(words)
              .ipProtocol(port.protocol())
              .referencedSecurityGroupId(other.ref.id());
      if (port.isBounded()) {
        rule.fromPort(port.number()).toPort(port.number());
      }
      new VpcSecurityGroupEgressRule(this, "to-" + other.name + "-" + port.id(), rule.build());
    }
    VpcSecurityGroupIngressRuleConfig.Builder rule =
        VpcSecurityGroupIngressRuleConfig.builder()
            .securityGroupId(other.ref.id())
            .description(words)
            .ipProtocol(port.protocol())
            .referencedSecurityGroupId(ref.id());
    if (port.isBounded()) {
      rule.fromPort(port.number()).toPort(port.number());
    }
    new VpcSecurityGroupIngressRule(other, "from-" + name + "-" + port.id(), rule.build());
    return this;
  }

  /** Members may reach one another on every port. */
  public SecurityGroup allowAmongMembers(String purpose) {
    return allowTo(this, Port.all(), purpose);
  }

  /**
   * @param cidr a block, or 0.0.0.0/0 for anywhere
   * @param from says where the block is, in the rule's id
   */
  public SecurityGroup allowFromCidr(String from, String cidr, Port port, String purpose) {
    new VpcSecurityGroupIngressRule(
        this,
        "from-" + from + "-" + port.id(),
        VpcSecurityGroupIngressRuleConfig.builder()
            .securityGroupId(ref.id())
            .description(purpose)
            .ipProtocol(port.protocol())
            .fromPort(port.number())
            .toPort(port.number())
            .cidrIpv4(cidr)
            .build());
    return this;
  }

  /** The same for several blocks, each with a rule of its own. */
  public SecurityGroup allowFromCidrs(List<Cidr> cidrs, Port port, String purpose) {
    for (Cidr cidr : cidrs) {
      String block = cidr.toString();
      allowFromCidr(block.replace('.', '-').replace('/', '-'), block, port, purpose);
    }
    return this;
  }

  /**
   * Everybody.
   *
   * @param id says so in the rule's id
   */
  public record Everybody(String id, String purpose) {}

  /** The same, or everybody where there are no blocks. */
  public SecurityGroup allowFromCidrs(
      List<Cidr> cidrs, Port port, String purpose, Everybody otherwise) {
    return cidrs.isEmpty()
        ? allowFromCidr(otherwise.id(), ANYWHERE, port, otherwise.purpose())
        : allowFromCidrs(cidrs, port, purpose);
  }

  public SecurityGroup allowToAnywhere(Port port, String purpose) {
    new VpcSecurityGroupEgressRule(
        this,
        "to-anywhere-" + port.id(),
        VpcSecurityGroupEgressRuleConfig.builder()
            .securityGroupId(ref.id())
            .description(purpose)
            .ipProtocol(port.protocol())
            .fromPort(port.number())
            .toPort(port.number())
            .cidrIpv4(ANYWHERE)
            .build());
    return this;
  }
}

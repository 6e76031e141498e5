package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.State;
import java.util.List;
import java.util.Map;

/**
 * Security groups whose creation was cut off before the provider revoked the rules that AWS gave
 * them: a new group has an egress rule that allows everything
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html), a VPC's
 * default group also an ingress rule that allows its members
 * (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html). The provider
 * revokes them only when it creates a group or takes over a default one, neither at an import nor
 * at an update without rules in the configuration
 * (https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group and
 * default_security_group), so they would stay.
 */
final class UnfinishedGroups {
  private static final Map<String, List<String>> DIRECTIONS =
      Map.of(
          "aws_security_group", List.of("egress"),
          "aws_default_security_group", List.of("egress", "ingress"));

  private UnfinishedGroups() {}

  /**
   * Adds to a Terraform override file that a group has no rules of its own in a direction in which
   * it only has AWS's, which makes Terraform revoke those.
   */
  static void finish(String address, JsonNode body, String id, Lookup lookup, ObjectNode override) {
    String type = State.typeOf(address);
    List<String> directions =
        DIRECTIONS.getOrDefault(type, List.of()).stream().filter(each -> !body.has(each)).toList();
    if (directions.isEmpty()) {
      return;
    }
    List<JsonNode> rules =
        new AwsLists(lookup.aws())
            .ec2("SecurityGroupRules", "securityGroupRuleSet", Map.of("group-id", id))
            .toList();
    for (String direction : directions) {
      List<JsonNode> there =
          rules.stream()
              .filter(rule -> rule.path("isEgress").asBoolean() == direction.equals("egress"))
              .toList();
      if (!there.isEmpty() && there.stream().allMatch(rule -> isOfAws(rule, id))) {
        override
            .withObject("/resource/" + type + "/" + address.substring(type.length() + 1))
            .putArray(direction);
      }
    }
  }

  /** AWS's rule has no description; every rule of a stack has one. */
  private static boolean isOfAws(JsonNode rule, String group) {
    return rule.path("ipProtocol").asText().equals("-1")
        && rule.path("description").asText("").isEmpty()
        && (rule.path("cidrIpv4").asText().equals("0.0.0.0/0")
            || rule.path("cidrIpv6").asText().equals("::/0")
            || rule.path("referencedGroupInfo").path("groupId").asText().equals(group));
  }
}

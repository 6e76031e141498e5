package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Security groups whose creation was cut off between its two steps: AWS gives a new group an egress
 * rule that allows everything
 * (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html and
 * API_CreateSecurityGroup), and the provider revokes it in a second call
 * (https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group). An
 * import does not, so the rule would stay.
 */
final class UnfinishedGroups {
  private static final String TYPE = "aws_security_group";

  private UnfinishedGroups() {}

  /**
   * Adds to a Terraform override file that a group has no egress rules of its own, which makes
   * Terraform revoke that one.
   */
  static void finish(String address, JsonNode body, String id, Lookup lookup, ObjectNode override) {
    if (!address.startsWith(TYPE + ".") || body.has("egress")) {
      return;
    }
    List<JsonNode> rules =
        new AwsLists(lookup.aws())
            .ec2("SecurityGroupRules", "securityGroupRuleSet", Map.of("group-id", id))
            .filter(rule -> rule.path("isEgress").asBoolean())
            .toList();
    if (!rules.isEmpty() && rules.stream().allMatch(UnfinishedGroups::isDefault)) {
      override
          .withObject("/resource/" + TYPE + "/" + address.substring(TYPE.length() + 1))
          .putArray("egress");
    }
  }

  /** AWS's rule has no description; every rule of a stack has one. */
  private static boolean isDefault(JsonNode rule) {
    return rule.path("ipProtocol").asText().equals("-1")
        && rule.path("description").asText("").isEmpty()
        && (rule.path("cidrIpv4").asText().equals("0.0.0.0/0")
            || rule.path("cidrIpv6").asText().equals("::/0"));
  }
}

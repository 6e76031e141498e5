package dev.terrace.aws;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.SecurityRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** The rules of security groups as they lie in the account, only ever read. */
public final class AccountSecurityRules implements SecurityRules {
  /** As many values as a filter of the EC2 API may have. */
  private static final int AT_ONCE = 200;

  private final AwsApi api;
  private final String region;

  public AccountSecurityRules(AwsApi api, String region) {
    this.api = api;
    this.region = region;
  }

  @Override
  public List<Rule> of(List<String> groupIds) {
    List<Rule> rules = new ArrayList<>();
    try (Ec2Client client = api.ec2(region)) {
      for (int from = 0; from < groupIds.size(); from += AT_ONCE) {
        List<String> some = groupIds.subList(from, Math.min(from + AT_ONCE, groupIds.size()));
        Filter filter = Filter.builder().name("group-id").values(some).build();
        client
            .describeSecurityGroupRulesPaginator(request -> request.filters(filter))
            .securityGroupRules()
            .forEach(rule -> rules.add(rule(rule)));
      }
    } catch (SdkException e) {
      throw new AdoptException(
          "the rules of security groups cannot be read in " + region + ": " + e.getMessage());
    }
    return rules;
  }

  private static Rule rule(SecurityGroupRule rule) {
    return new Rule(
        rule.securityGroupRuleId(),
        rule.groupId(),
        Boolean.TRUE.equals(rule.isEgress()),
        rule.ipProtocol(),
        Optional.ofNullable(rule.fromPort()),
        Optional.ofNullable(rule.toPort()),
        Optional.ofNullable(rule.cidrIpv4()),
        Optional.ofNullable(rule.cidrIpv6()),
        Optional.ofNullable(rule.prefixListId()),
        Optional.ofNullable(rule.referencedGroupInfo()).map(group -> group.groupId()),
        Optional.ofNullable(rule.description()));
  }
}

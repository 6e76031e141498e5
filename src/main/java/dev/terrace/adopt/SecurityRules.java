package dev.terrace.adopt;

import java.util.List;
import java.util.Optional;

/** Asks the account for the rules of security groups, whose ids no template and no state holds. */
public interface SecurityRules {

  /**
   * One rule.
   *
   * @param id such as {@code sgr-02108b27edd666983}
   * @param protocol {@code tcp}, a number, or {@code -1} for every one
   * @param fromPort absent where the protocol has no ports
   * @param group the other side, where it is a group
   */
  record Rule(
      String id,
      String groupId,
      boolean egress,
      String protocol,
      Optional<Integer> fromPort,
      Optional<Integer> toPort,
      Optional<String> cidrIpv4,
      Optional<String> cidrIpv6,
      Optional<String> prefixList,
      Optional<String> group,
      Optional<String> description) {}

  /**
   * @throws AdoptException when the account does not answer
   */
  List<Rule> of(List<String> groupIds);
}

package dev.terrace.aws;

import java.util.List;
import java.util.Map;

/**
 * A CloudFormation stack of the account.
 *
 * @param template as CloudFormation processed it
 * @param account twelve digits; empty if AWS does not return it
 * @param parameters values by name; masked with {@code NoEcho}
 */
public record CloudFormationStack(
    String name,
    String template,
    String region,
    String account,
    Map<String, String> parameters,
    List<Resource> resources) {

  /**
   * A resource of the stack.
   *
   * @param physicalId empty if it has none
   * @param status such as {@code CREATE_COMPLETE}
   */
  public record Resource(String logicalId, String type, String physicalId, String status) {}
}

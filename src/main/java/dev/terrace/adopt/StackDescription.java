package dev.terrace.adopt;

import java.util.List;
import java.util.Map;

/**
 * A CloudFormation stack as the account describes it.
 *
 * @param name of the stack
 * @param template as it was written
 * @param region in which the stack is
 * @param account twelve digits; empty where nothing tells it
 * @param parameters values by name; those of {@code NoEcho} are stars, or missing
 * @param resources the list of stack resources
 */
public record StackDescription(
    String name,
    String template,
    String region,
    String account,
    Map<String, String> parameters,
    List<Listed> resources) {

  /**
   * One line of the list of stack resources.
   *
   * @param physicalId empty where the list lacks it
   * @param status such as {@code CREATE_COMPLETE}
   */
  public record Listed(String logicalId, String type, String physicalId, String status) {}
}

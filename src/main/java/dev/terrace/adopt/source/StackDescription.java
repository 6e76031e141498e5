package dev.terrace.adopt.source;

import java.util.List;
import java.util.Map;

/**
 * A description of a CloudFormation stack.
 *
 * @param name of the stack
 * @param template its original text
 * @param region of the stack
 * @param account twelve digits; empty if it is not known
 * @param parameters values by name; with {@code NoEcho} masked or missing
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
   * An element of the list of stack resources.
   *
   * @param physicalId empty if the list lacks it
   * @param status such as {@code CREATE_COMPLETE}
   */
  public record Listed(String logicalId, String type, String physicalId, String status) {}
}

package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of a stack's parameters and pseudo parameters. */
final class StackParameters {
  private StackParameters() {}

  /**
   * Values by name. A parameter with {@code NoEcho} has none.
   *
   * @param declared the template's {@code Parameters}
   * @param problems takes a sentence for each parameter that has no value or is not declared
   */
  static Map<String, String> of(StackDescription stack, JsonNode declared, List<String> problems) {
    Map<String, String> values = new TreeMap<>();
    String partition = stack.region().startsWith("cn-") ? "aws-cn" : "aws";
    values.put("AWS::Region", stack.region());
    values.put("AWS::Partition", partition);
    values.put("AWS::URLSuffix", partition.equals("aws") ? "amazonaws.com" : "amazonaws.com.cn");
    values.put("AWS::StackName", stack.name());
    if (!stack.account().isEmpty()) {
      values.put("AWS::AccountId", stack.account());
    }
    for (var entry : declared.properties()) {
      String name = entry.getKey();
      if (entry.getValue().path("NoEcho").asBoolean()) {
        // CloudFormation masks the value, and the default may differ from it.
        continue;
      }
      if (stack.parameters().containsKey(name)) {
        values.put(name, stack.parameters().get(name));
      } else if (entry.getValue().has("Default")) {
        values.put(name, entry.getValue().path("Default").asText());
      } else {
        problems.add(
            "parameter '"
                + name
                + "' has neither a value nor a default: add the output of 'aws"
                + " cloudformation describe-stacks' as stack.json");
      }
    }
    for (String name : stack.parameters().keySet()) {
      if (!declared.has(name)) {
        problems.add(
            "parameter '" + name + "' has a value, but the template has no such parameter");
      }
    }
    return values;
  }
}

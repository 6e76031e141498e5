package dev.terrace.systems.coder;

import dev.terrace.constructs.StringParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The SSM parameters that Terraform workspaces read: the contract with everything that lives
 * outside this project.
 */
final class CoderBridge extends Construct {

  /** One parameter: its name without the prefix, whether it is a list, what it means. */
  record Entry(String name, boolean list, String meaning) {}

  static final List<Entry> CONTRACT =
      List.of(
          new Entry("cluster-arn", false, "ARN of the ECS cluster"),
          new Entry("cluster-name", false, "Name of the ECS cluster"),
          new Entry("task-execution-role-arn", false, "Execution role for workspace tasks"),
          new Entry("workspace-task-role-arn", false, "Task role for workspace tasks"),
          new Entry("workspace-sg-id", false, "Security group for workspace tasks"),
          new Entry("private-subnet-ids", true, "Subnets for workspace tasks, one a zone"),
          new Entry("efs-id", false, "Shared file system"),
          new Entry("alb-listener-arn", false, "HTTPS listener of the internal load balancer"));

  /**
   * @param prefix such as coder-production
   * @param values by name, one for each entry of the contract
   */
  CoderBridge(Construct scope, String id, String prefix, Map<String, String> values) {
    super(scope, id);
    Map<String, String> open = new LinkedHashMap<>(values);
    for (Entry entry : CONTRACT) {
      String value = open.remove(entry.name());
      if (value == null) {
        throw new IllegalArgumentException("bridge parameter '" + entry.name() + "' has no value");
      }
      new StringParameter(
          this,
          entry.name(),
          new StringParameter.Props(
              "/" + prefix + "/" + entry.name(), entry.meaning(), value, entry.list()));
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("no bridge parameters: " + open.keySet());
    }
  }
}

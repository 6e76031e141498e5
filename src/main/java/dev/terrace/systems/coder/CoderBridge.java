package dev.terrace.systems.coder;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.ContractVersion;
import dev.terrace.bridge.ParameterType;
import java.util.List;

/** What coder publishes: all that a template of workspaces needs. */
final class CoderBridge {
  private static final ContractVersion FIRST = new ContractVersion(1, 0);

  static final BridgeContract CONTRACT =
      new BridgeContract(
          "coder",
          "platform-bridge",
          FIRST,
          List.of(
              first(
                  "cluster-arn",
                  ParameterType.ARN,
                  "ARN of the ECS cluster",
                  "cluster/cluster.arn"),
              first(
                  "cluster-name",
                  ParameterType.STRING,
                  "Name of the ECS cluster",
                  "cluster/cluster.name"),
              first(
                  "task-execution-role-arn",
                  ParameterType.ARN,
                  "Execution role for workspace tasks",
                  "workspace-execution-role/role.arn"),
              first(
                  "workspace-task-role-arn",
                  ParameterType.ARN,
                  "Task role for workspace tasks",
                  "workspace-role/role.arn"),
              first(
                  "workspace-sg-id",
                  ParameterType.ID,
                  "Security group for workspace tasks",
                  "network: ecs-workspaces/group.id"),
              first(
                  "private-subnet-ids",
                  ParameterType.ID_LIST,
                  "Subnets for workspace tasks, one a zone",
                  "network: network/app.id"),
              first(
                  "efs-id",
                  ParameterType.ID,
                  "Shared file system",
                  "data: file-system/file-system.id"),
              first(
                  "alb-listener-arn",
                  ParameterType.ARN,
                  "HTTPS listener of the internal load balancer",
                  "load-balancer/https.arn")));

  private CoderBridge() {}

  private static Parameter first(String name, ParameterType type, String meaning, String source) {
    return new Parameter(name, type, meaning, FIRST, source);
  }
}

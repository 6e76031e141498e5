package dev.terrace.systems.coder;

import dev.terrace.bridge.BridgeContract;

/** What coder publishes: all that a template of workspaces needs. */
final class CoderBridge {
  static final BridgeContract CONTRACT =
      BridgeContract.first("coder", "platform-bridge")
          .arn("cluster-arn", "ARN of the ECS cluster", "cluster/cluster.arn")
          .text("cluster-name", "Name of the ECS cluster", "cluster/cluster.name")
          .arn(
              "task-execution-role-arn",
              "Execution role for workspace tasks",
              "workspace-execution-role/role.arn")
          .arn(
              "workspace-task-role-arn", "Task role for workspace tasks", "workspace-role/role.arn")
          .id(
              "workspace-sg-id",
              "Security group for workspace tasks",
              "network: ecs-workspaces/group.id")
          .ids(
              "private-subnet-ids",
              "Subnets for workspace tasks, one a zone",
              "network: network/app.id")
          .id("efs-id", "Shared file system", "data: file-system/file-system.id")
          .arn(
              "alb-listener-arn",
              "HTTPS listener of the internal load balancer",
              "load-balancer/https.arn");

  private CoderBridge() {}
}

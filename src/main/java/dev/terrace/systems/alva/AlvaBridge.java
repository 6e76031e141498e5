package dev.terrace.systems.alva;

import dev.terrace.bridge.BridgeContract;

/** What alva publishes: everything that a workspace needs to run tasks next to the services. */
final class AlvaBridge {
  static final BridgeContract CONTRACT =
      BridgeContract.first("alva", "alva-bridge")
          .id("vpc-id", "VPC", "network: network/vpc.id")
          .ids("private-subnet-ids", "Private subnets, one a zone", "network: network/app.id")
          .arn("cluster-arn", "ARN of the ECS cluster", "cluster/cluster.arn")
          .text("cluster-name", "Name of the ECS cluster", "cluster/cluster.name")
          .id(
              "service-sg-id",
              "Security group that may reach the database and Redis",
              "network: ecs/group.id")
          .id("alb-sg-id", "Security group of the public load balancer", "network: alb/group.id")
          .arn(
              "alb-listener-arn",
              "Listener of the public load balancer that rules are added to",
              "load-balancer/http.arn")
          .text(
              "image-tag-parameter",
              "SSM parameter with the tag of the images that were released last",
              "image-tag/parameter.name");

  private AlvaBridge() {}
}

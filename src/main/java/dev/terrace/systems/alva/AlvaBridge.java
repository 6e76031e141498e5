package dev.terrace.systems.alva;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.ContractVersion;
import dev.terrace.bridge.ParameterType;
import java.util.List;

/** What alva publishes: everything that a workspace needs to run tasks next to the services. */
final class AlvaBridge {
  private static final ContractVersion FIRST = new ContractVersion(1, 0);

  static final BridgeContract CONTRACT =
      new BridgeContract(
          "alva",
          "alva-bridge",
          FIRST,
          List.of(
              first("vpc-id", ParameterType.ID, "VPC", "network: network/vpc.id"),
              first(
                  "private-subnet-ids",
                  ParameterType.ID_LIST,
                  "Private subnets, one a zone",
                  "network: network/app.id"),
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
                  "service-sg-id",
                  ParameterType.ID,
                  "Security group that may reach the database and Redis",
                  "network: ecs/group.id"),
              first(
                  "alb-sg-id",
                  ParameterType.ID,
                  "Security group of the public load balancer",
                  "network: alb/group.id"),
              first(
                  "alb-listener-arn",
                  ParameterType.ARN,
                  "Listener of the public load balancer that rules are added to",
                  "load-balancer/http.arn"),
              first(
                  "image-tag-parameter",
                  ParameterType.STRING,
                  "SSM parameter with the tag of the images that were released last",
                  "image-tag/parameter.name")));

  private AlvaBridge() {}

  private static Parameter first(String name, ParameterType type, String meaning, String source) {
    return new Parameter(name, type, meaning, FIRST, source);
  }
}

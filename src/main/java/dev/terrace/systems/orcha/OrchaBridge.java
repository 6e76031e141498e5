package dev.terrace.systems.orcha;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.ContractVersion;
import dev.terrace.bridge.ParameterType;
import java.util.List;

/** What orcha publishes: all that a workspace needs which brings documents in. */
final class OrchaBridge {
  private static final ContractVersion FIRST = new ContractVersion(1, 0);

  static final BridgeContract CONTRACT =
      new BridgeContract(
          "orcha",
          "orcha-bridge",
          FIRST,
          List.of(
              first("vpc-id", ParameterType.ID, "VPC", "network: network/vpc.id"),
              first(
                  "private-subnet-ids",
                  ParameterType.ID_LIST,
                  "Private subnets, one a zone",
                  "network: network/app.id"),
              first(
                  "service-sg-id",
                  ParameterType.ID,
                  "Security group of the instances",
                  "network: ec2-sg/group.id"),
              first(
                  "storage-bucket-name",
                  ParameterType.STRING,
                  "Bucket of the documents",
                  "data: bucket-storage/bucket.id"),
              first(
                  "ingest-queue-url",
                  ParameterType.STRING,
                  "Queue of documents to process, to send to",
                  "data: ingest/queue.url"),
              first(
                  "ingest-queue-arn",
                  ParameterType.ARN,
                  "ARN of the queue of documents to process",
                  "data: ingest/queue.arn"),
              first(
                  "data-key-arn",
                  ParameterType.ARN,
                  "KMS key of the documents and the queues",
                  "data: data-key/key.arn"),
              first(
                  "repository-url",
                  ParameterType.STRING,
                  "Repository of the images",
                  "repository/repository.repository_url")));

  private OrchaBridge() {}

  private static Parameter first(String name, ParameterType type, String meaning, String source) {
    return new Parameter(name, type, meaning, FIRST, source);
  }
}

package dev.terrace.systems.orcha;

import dev.terrace.bridge.BridgeContract;

/** What orcha publishes: all that a workspace needs which brings documents in. */
final class OrchaBridge {
  static final BridgeContract CONTRACT =
      BridgeContract.first("orcha", "orcha-bridge")
          .id("vpc-id", "VPC", "network: network/vpc.id")
          .ids("private-subnet-ids", "Private subnets, one a zone", "network: network/app.id")
          .id("service-sg-id", "Security group of the instances", "network: ec2-sg/group.id")
          .text("storage-bucket-name", "Bucket of the documents", "data: bucket-storage/bucket.id")
          .text(
              "ingest-queue-url",
              "Queue of documents to process, to send to",
              "data: ingest/queue.url")
          .arn(
              "ingest-queue-arn",
              "ARN of the queue of documents to process",
              "data: ingest/queue.arn")
          .arn("data-key-arn", "KMS key of the documents and the queues", "data: data-key/key.arn")
          .text(
              "repository-url", "Repository of the images", "repository/repository.repository_url");

  private OrchaBridge() {}
}

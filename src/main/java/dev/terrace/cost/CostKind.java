package dev.terrace.cost;

import java.util.Arrays;
import java.util.Optional;

/** What a cost is for, as a bill groups it. */
public enum CostKind {
  FARGATE("Fargate"),
  INSTANCES("EC2"),
  FUNCTIONS("Lambda"),
  DATABASE("RDS"),
  CACHE("ElastiCache"),
  FILES("EFS"),
  OBJECTS("S3"),
  QUEUES("SQS"),
  KEYS("KMS"),
  SECRETS("Secrets Manager"),
  PARAMETERS("Systems Manager"),
  LOAD_BALANCER("load balancer"),
  NAT("NAT gateway"),
  ENDPOINTS("VPC endpoints"),
  ADDRESSES("public IPv4"),
  TRANSFER("transfer out"),
  DNS("Route 53"),
  FIREWALL("WAF"),
  LOGIN("Cognito"),
  IMAGES("ECR"),
  MONITORING("CloudWatch"),
  MAILS("SNS"),
  DELIVERY("build and pipeline"),
  OTHER("other");

  private final String description;

  CostKind(String description) {
    this.description = description;
  }

  /** The kind of this name. */
  public static Optional<CostKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.description.equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return description;
  }
}

package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** Regions, zones and the endpoints of services. */
public final class NetworkValues {
  private NetworkValues() {}

  /** A region of the partition {@code aws}. */
  public static final class Region extends ValueType {
    public Region() {
      super(
          "aws-region",
          "[a-z]{2,4}(-[a-z]+)+-\\d",
          9,
          20,
          "must be an AWS region such as us-west-2");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if (text.startsWith("cn-") || text.matches("(us-gov|us-iso|us-isob|eu-isoe|eusc)-.*")) {
        return Optional.of("must be in the partition 'aws': Terrace builds ARNs of no other one");
      }
      return known().contains(text) ? Optional.empty() : Optional.of(rule());
    }

    @Override
    public List<String> known() {
      return AwsFacts.list("regions");
    }

    @Override
    public List<String> examples() {
      return List.of("us-west-2", "eu-central-1", "ap-southeast-3");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "eu-west-9",
          "us-gov-west-1",
          "cn-north-1",
          "mars-1",
          "us-west",
          "US-WEST-2",
          "us-west-2a",
          "us-iso-east-1",
          "eusc-de-east-1");
    }
  }

  /** An availability zone; the letters that a region has are of the dated list. */
  public static final class Zone extends ValueType {
    public Zone() {
      super(
          "aws-zone",
          "[a-z]{2,4}(-[a-z]+)+-\\d[a-z]",
          10,
          21,
          "must be an availability zone such as us-west-2a");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      String last = AwsFacts.entry("regions", text.substring(0, text.length() - 1)).asText("z");
      return text.substring(text.length() - 1).compareTo(last) > 0
          ? Optional.of("must be a zone that exists: the region has the letters a to " + last)
          : Optional.empty();
    }

    /** Older accounts may have what new ones are not given. */
    @Override
    public Optional<String> warning(String text) {
      return AwsFacts.list("zonesNotGiven").contains(text)
          ? Optional.of(AwsFacts.unknown("zone for new accounts", text))
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("us-west-2a", "us-east-1f", "ca-central-1d");
    }

    @Override
    public List<String> wrong() {
      return List.of("us-west-2z", "us-west-2", "us-west-2A", "use1-az1", "us-west-2-lax-1a", "a");
    }
  }

  /** VPC user guide, "Gateway endpoints". */
  public static final class GatewayService extends ValueType {
    public GatewayService() {
      super("gateway-endpoint-service", "s3|dynamodb", 2, 20, "must be s3 or dynamodb");
    }

    @Override
    public List<String> examples() {
      return List.of("s3", "dynamodb");
    }

    @Override
    public List<String> wrong() {
      return List.of("sqs", "S3", "s3 ", "ecr.api");
    }
  }

  /** The last part of a service's name in AWS PrivateLink. */
  public static final class InterfaceService extends ValueType {
    public InterfaceService() {
      super(
          "interface-endpoint-service",
          "[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)*",
          2,
          100,
          "must be the last part of a service's name, such as ecr.api");
    }

    /**
     * AWS gives DynamoDB's interface endpoint no private DNS name, and S3's one only in a VPC that
     * has a gateway endpoint as well: github.com/terraform-aws-modules/terraform-aws-vpc issue 982.
     */
    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return new GatewayService().refusal(text).isEmpty()
          ? Optional.of(
              "must have private DNS names without a gateway endpoint, which "
                  + text
                  + " has not: reach it through its gateway endpoint")
          : Optional.empty();
    }

    @Override
    public Optional<String> warning(String text) {
      return known().contains(text)
          ? Optional.empty()
          : Optional.of(AwsFacts.unknown("service with an interface endpoint", text));
    }

    @Override
    public List<String> known() {
      return AwsFacts.list("interfaceServices").stream()
          .filter(service -> new GatewayService().refusal(service).isPresent())
          .toList();
    }

    @Override
    public List<String> examples() {
      return List.of("ecr.api", "bedrock-runtime", "sts");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "EC2 Messages",
          "ecr..api",
          ".ecr",
          "ecr.",
          "ECR.api",
          "com/amazonaws",
          "é",
          "s3",
          "dynamodb");
    }
  }

  /** Bedrock user guide, "Supported Regions and models for inference profiles". */
  public static final class InferenceGeography extends ValueType {
    public InferenceGeography() {
      super(
          "inference-profile-prefix",
          "[a-z]+(-[a-z]+)*",
          2,
          20,
          "must be a geography such as us, eu or apac");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return text.equals("us-gov")
          ? Optional.of("must be a geography of the partition 'aws'")
          : Optional.empty();
    }

    @Override
    public Optional<String> warning(String text) {
      return AwsFacts.list("inferenceProfiles").contains(text)
          ? Optional.empty()
          : Optional.of(AwsFacts.unknown("geography of inference profiles", text));
    }

    @Override
    public List<String> examples() {
      return List.of("us", "eu", "apac");
    }

    @Override
    public List<String> wrong() {
      return List.of("US", "us.", "u s", "us-", "us-gov");
    }
  }
}

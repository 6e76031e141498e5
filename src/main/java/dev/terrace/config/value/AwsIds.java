package dev.terrace.config.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Identifiers that AWS gave, and instance types. */
public final class AwsIds {
  private AwsIds() {}

  /** An account's id. */
  public static final class AccountId extends ValueType {
    public AccountId() {
      super("account-id", "\\d{12}", 12, 12, "must be 12 digits, in quotes");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return text.equals("000000000000")
          ? Optional.of("must be an account's id: no account has zeros only")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("700558745280", "020222070707");
    }

    @Override
    public List<String> wrong() {
      return List.of("1234", "7005-5874-5280", "70055874528a", "000000000000", "7005587452800");
    }
  }

  /** Route 53 API, HostedZone: at most 32 characters. */
  public static final class HostedZoneId extends ValueType {
    public HostedZoneId() {
      super(
          "hosted-zone-id",
          "Z[A-Z0-9]{1,31}",
          2,
          32,
          "must be a zone's id such as Z08345672ABCDEF");
    }

    @Override
    public List<String> examples() {
      return List.of("Z0123456789ABCDEFGHIJ");
    }

    @Override
    public List<String> wrong() {
      return List.of("/hostedzone/Z1", "z1a", "A1", "Z", "alva.app", "Z 1");
    }
  }

  /** An ARN whose region and account exist; the form sees to it that it has both. */
  private abstract static class RegionalArn extends ValueType {
    RegionalArn(String name, String form, int shortest, int longest, String rule) {
      super(name, form, shortest, longest, rule);
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      String[] parts = text.split(":", -1);
      return AwsFacts.isRegion(parts[3])
          ? new AccountId().refusalBeyondForm(parts[4])
          : Optional.of("must be in a region that exists");
    }
  }

  /** A certificate of ACM in the partition {@code aws}: ACM user guide, "Concepts", ARN. */
  public static final class CertificateArn extends RegionalArn {
    public CertificateArn() {
      super(
          "certificate-arn",
          "arn:aws:acm:[a-z0-9-]+:\\d{12}:certificate/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
          40,
          200,
          "must be the ARN of an ACM certificate in the partition 'aws'");
    }

    @Override
    public List<String> examples() {
      return List.of(
          "arn:aws:acm:us-west-2:123456789012:certificate/11111111-1111-1111-1111-111111111111");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "arn:aws:iam::123456789012:server-certificate/x",
          "arn:aws:acm:us-west-2:123:certificate/1",
          "arn:aws-cn:acm:cn-north-1:123456789012:certificate/1",
          "arn:aws:acm:us-west-9:123456789012:certificate/11111111-1111-1111-1111-111111111111",
          "arn:aws:acm:us-west-2:000000000000:certificate/11111111-1111-1111-1111-111111111111",
          "arn:aws:acm:us-west-2:123456789012:certificate/1",
          "arn:aws:acm:us-west-2:123456789012:certificate/------------------------------------",
          "arn:aws:acm:us-west-2:123456789012:certificate/11111111-1111-1111-1111-11111111111",
          "certificate/1");
    }
  }

  /** A secret, with the six characters that Secrets Manager adds: its user guide, "ARN". */
  public static final class SecretArn extends RegionalArn {
    public SecretArn() {
      super(
          "secret-arn",
          "arn:aws:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}",
          40,
          612,
          "must be the whole ARN of a secret in the partition 'aws'");
    }

    @Override
    public List<String> examples() {
      return List.of(
          "arn:aws:secretsmanager:us-west-2:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "docker-hub",
          "arn:aws:secretsmanager:us-west-2:123456789012:secret:short",
          "arn:aws:secretsmanager:us-west-9:123456789012:secret:a-AbCdEf",
          "arn:aws:secretsmanager:us-west-2:000000000000:secret:a-AbCdEf",
          "arn:aws:ssm:us-west-2:123456789012:parameter/docker-hub-AbCdEf");
    }
  }

  /** EC2 user guide, "Amazon EC2 instance types by processor": the g after the generation. */
  public static final class ArmInstanceType extends ValueType {
    public ArmInstanceType() {
      super(
          "arm-instance-type",
          "[a-z]+\\d+g[a-z]*\\.(nano|micro|small|medium|large|(\\d{1,2})?xlarge|metal(-\\d{1,2}xl)?)",
          5,
          40,
          "must be an instance type with an ARM processor, such as t4g.medium");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      String[] parts = text.split("\\.", -1);
      List<String> sizes = new ArrayList<>();
      AwsFacts.entry("armInstanceTypes", parts[0]).forEach(size -> sizes.add(size.asText()));
      return sizes.isEmpty() || sizes.contains(parts[1])
          ? Optional.empty()
          : Optional.of(
              "must have a size that exists: " + parts[0] + " has " + String.join(", ", sizes));
    }

    @Override
    public Optional<String> warning(String text) {
      return AwsFacts.list("armInstanceTypes").contains(text.split("\\.", -1)[0])
          ? Optional.empty()
          : Optional.of(AwsFacts.unknown("instance type", text));
    }

    @Override
    public List<String> examples() {
      return List.of("t4g.medium", "m7g.large");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "t4g.gigantic", "t3.medium", "t4g.24xlarge", "t4g", "T4g.medium", "db.t4g.medium");
    }
  }

  /** A directory (tenant) of Microsoft Entra: its id, or a domain of it. */
  public static final class DirectoryId extends ValueType {
    public DirectoryId() {
      super(
          "directory-id",
          "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|" + HostValues.DOMAIN,
          4,
          253,
          "must be a directory's id of 32 hex digits, or its domain");
    }

    @Override
    public List<String> examples() {
      return List.of("00000000-0000-0000-0000-000000000000", "contoso.onmicrosoft.com");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "tenant", "0000", "a b", "{tenant-id}", "g0000000-0000-0000-0000-000000000000");
    }
  }
}

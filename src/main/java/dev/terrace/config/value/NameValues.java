package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** Parts of the names that Terrace builds. */
public final class NameValues {
  /** RDS and ElastiCache refuse two hyphens in a row and a hyphen at the end. */
  private static final String WORDS = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private NameValues() {}

  /** Begins the names of an environment's resources. */
  public static final class NamePrefix extends ValueType {
    /**
     * Of load balancers (ELB API, CreateLoadBalancer), security groups (EC2 API,
     * CreateSecurityGroup), buckets, and parameters (Systems Manager, "Parameter names").
     */
    private static final List<String> RESERVED =
        List.of("internal-", "sg-", "sthree-", "amzn-s3-demo-", "aws", "ssm");

    public NamePrefix() {
      super(
          "name-prefix",
          WORDS,
          2,
          63,
          "must be lower-case letters, digits and hyphens, starting with a letter");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return RESERVED.stream()
          .filter(text::startsWith)
          .findFirst()
          .map(word -> "must not start with '" + word + "', which AWS reserves in names");
    }

    @Override
    public List<String> examples() {
      return List.of("coder-production", "v1-orcha");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "a--b",
          "a-",
          "-a",
          "1a",
          "A",
          "sg-x",
          "internal-x",
          "aws-x",
          "ssm-x",
          "a b",
          "a.b",
          "a_b");
    }
  }

  /** The name of a service: a host name's label in Cloud Map (RFC 1123). */
  public static final class ServiceName extends ValueType {
    public ServiceName() {
      super(
          "service-name",
          WORDS,
          2,
          63,
          "must be lower-case letters, digits and single hyphens, beginning with a letter");
    }

    @Override
    public List<String> examples() {
      return List.of("web", "key-provisioner");
    }

    @Override
    public List<String> wrong() {
      return List.of("a--b", "web-", "-web", "1web", "Web", "we b", "web.a", "web_a", "wéb");
    }
  }

  /** Begins the names of secrets. AWS Secrets Manager API, CreateSecret: letters and /_+=.@-. */
  public static final class SecretsPrefix extends ValueType {
    public SecretsPrefix() {
      super(
          "secrets-prefix",
          "[A-Za-z0-9_+=.@-]+(/[A-Za-z0-9_+=.@-]+)*",
          1,
          400,
          "must be letters, digits and _+=.@-, with single slashes between them");
    }

    @Override
    public List<String> examples() {
      return List.of("prod", "team/prod");
    }

    @Override
    public List<String> wrong() {
      return List.of("a b", "/a", "a/", "a//b", "a#b", "ä", "a:b", "a*");
    }
  }

  /** Systems Manager user guide, "Requirements and constraints for parameter names". */
  public static final class ParameterName extends ValueType {
    public ParameterName() {
      super(
          "parameter-name",
          "(/[A-Za-z0-9_.-]+){1,15}",
          2,
          1011,
          "must be a parameter's name such as /company/alerts/topic-arn, of at most 15 parts");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return text.matches("(?i)/(aws|ssm).*")
          ? Optional.of("must not start with /aws or /ssm, which AWS reserves")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("/company/alerts/topic-arn");
    }

    @Override
    public List<String> wrong() {
      return List.of("topic", "/a/", "//a", "/a b", "/aws/a", "/SSM/a", "/ä");
    }
  }

  /** Begins the names of workspaces, whose 90 characters hold a stack's name as well. */
  public static final class WorkspacePrefix extends ValueType {
    public WorkspacePrefix() {
      super(
          "workspace-prefix",
          "[A-Za-z0-9][A-Za-z0-9_-]*",
          1,
          30,
          "must be letters, digits, hyphens, underscores");
    }

    @Override
    public List<String> examples() {
      return List.of("alva-", "team_a");
    }

    @Override
    public List<String> wrong() {
      return List.of("a b", "-a", "a.b", "ä", "a/b");
    }
  }

  /** HCP Terraform documentation, "Workspaces": letters, digits, hyphens and underscores. */
  public static final class CloudName extends ValueType {
    public CloudName() {
      super(
          "terraform-cloud-name",
          "[A-Za-z0-9][A-Za-z0-9_-]*",
          1,
          90,
          "must be letters, digits, hyphens, underscores");
    }

    @Override
    public List<String> examples() {
      return List.of("alva", "team_a");
    }

    @Override
    public List<String> wrong() {
      return List.of("a b", "-a", "a.b", "ä", "a/b");
    }
  }
}

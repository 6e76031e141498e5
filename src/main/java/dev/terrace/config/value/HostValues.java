package dev.terrace.config.value;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of hosts. RFC 1123 limits a label to 63 and a name to 253 characters. */
public final class HostValues {
  /** Characters of a host in a listener rule: ELB API, RuleCondition. */
  public static final int LONGEST_HOST = 128;

  static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  static final String DOMAIN = "(" + LABEL + "\\.)+[a-z]{2,63}";

  /**
   * Last labels that no public DNS has: IANA, "Special-Use Domain Names", and for internal, corp,
   * home and mail the resolutions of ICANN's board of 2024-07-29 and 2018-02-04.
   */
  private static final Set<String> PRIVATE =
      Set.of(
          "alt",
          "corp",
          "example",
          "home",
          "internal",
          "invalid",
          "local",
          "localhost",
          "mail",
          "onion",
          "test");

  private HostValues() {}

  /** Whether a name cannot be in the public DNS, whoever owns it. */
  public static boolean isPrivate(String host) {
    return PRIVATE.contains(host.substring(host.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
        || host.endsWith(".home.arpa");
  }

  /** A domain. ACM API, RequestCertificate: the certificate's *.domain takes 253 as well. */
  public static final class Domain extends ValueType {
    public Domain() {
      super("domain", DOMAIN, 3, 251, "must be a domain such as example.com");
    }

    @Override
    public List<String> examples() {
      return List.of("coder.company.com", "alva.app");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "localhost",
          "a..b",
          "-a.com",
          "a-.com",
          "a.com.",
          "Alva.app",
          "a b.com",
          "ü.com",
          "http://a.com",
          "10.0.0.1",
          "*.a.com",
          "a_b.com");
    }
  }

  /** One part of a host name. */
  public static final class HostLabel extends ValueType {
    public HostLabel() {
      super("host-label", LABEL, 1, 63, "must be one part of a host name, such as api-staging");
    }

    @Override
    public List<String> examples() {
      return List.of("api", "api-staging");
    }

    @Override
    public List<String> wrong() {
      return List.of("a.b", "-a", "a-", "A", "a_b", "a b", "*");
    }
  }

  /**
   * ELB API, HostHeaderConditionConfig: a host header takes 128 characters, * and ? as wildcards, a
   * dot at least, and letters alone after the last one.
   */
  public static final class RouteHost extends ValueType {
    public RouteHost() {
      super(
          "route-host",
          "(?!-)[a-z0-9*?-]{1,63}(\\.(?!-)[a-z0-9*?-]{1,63})*\\.[a-z]{1,63}",
          3,
          LONGEST_HOST,
          "must be a host name such as app.example.com, with labels of at most 63 characters");
    }

    @Override
    protected String placeholderSample() {
      return "x.example";
    }

    @Override
    public boolean mayHoldPlaceholders() {
      return true;
    }

    @Override
    public List<String> examples() {
      return List.of("coder.{domain}", "*.{domain}");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "co der.{domain}",
          "a..{domain}",
          ".a",
          "coder",
          "coder.123",
          "*",
          "a.*",
          "-a.{domain}",
          "a.",
          "Ä.de",
          "a/b",
          "http://a.de",
          "a_b");
    }
  }

  /** A host of Terraform Cloud or Terraform Enterprise, with a port where it needs one. */
  public static final class Hostname extends ValueType {
    public Hostname() {
      super(
          "hostname",
          (LABEL + "(\\." + LABEL + ")*").replace("a-z", "A-Za-z") + "(:[1-9]\\d{0,4})?",
          1,
          253,
          "must be a host such as app.terraform.io");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return HostPort.refusal(text);
    }

    @Override
    public List<String> examples() {
      return List.of("app.terraform.io", "tfe.test:8443");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "https://a.io",
          "a b",
          "a..io",
          "a.io/",
          "a.io:",
          "a.io:0",
          "a.io:65536",
          "-a.io",
          "ä.io");
    }
  }

  /** The host of a registry, with a port or without. */
  public static final class RegistryHost extends ValueType {
    public RegistryHost() {
      super(
          "registry-host",
          "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\\d{1,5})?",
          4,
          255,
          "must be a registry's host in lower case, such as registry.company.com");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return HostPort.refusal(text);
    }

    @Override
    public List<String> examples() {
      return List.of("registry.company.com", "docker.io", "registry.company.com:5000");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "", "registry", "https://docker.io", "docker.io/", "a b.c", "a.b:0", "Docker.io");
    }
  }
}

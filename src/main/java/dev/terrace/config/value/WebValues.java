package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/**
 * Domains, URLs, paths and addresses. RFC 1123 limits a label to 63 and a name to 253 characters.
 */
public final class WebValues {
  /** Characters of a host in a listener rule: ELB API, RuleCondition. */
  public static final int LONGEST_HOST = 128;

  static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  static final String DOMAIN = "(" + LABEL + "\\.)+[a-z]{2,63}";

  /** RFC 3986: what a path may hold, percent-encoded bytes included. */
  private static final String CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@%/-";

  /** A percent sign begins a byte of two hex digits. */
  private static final String ENCODED = "(?!.*%(?![0-9A-Fa-f]{2}))";

  private static final String PATH = "(/[" + CHARACTERS + "]*)?";

  private static final String URL_TAIL =
      "://(" + LABEL + "\\.)*" + LABEL + "(:[1-9]\\d{0,4})?" + PATH + "(\\?[^\\s#{}\"<>\\\\^`|]*)?";

  private WebValues() {}

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

  /** ELB API, RuleCondition: a path pattern takes 128 of these characters. */
  public static final class RoutePath extends ValueType {
    public RoutePath() {
      super(
          "route-path",
          "[/*][A-Za-z0-9_.$/~\"'@:+&*?-]*",
          1,
          128,
          "must be a path such as /api/*, of letters, digits and _-.$/~\"'@:+&*?");
    }

    @Override
    public List<String> examples() {
      return List.of("/api/*", "*");
    }

    @Override
    public List<String> wrong() {
      return List.of("api/*", "/a b", "/ü", "/a{b}", "/a#b", "/a%20b");
    }
  }

  /** ELB API, CreateTargetGroup: a health check's path has 1-1024 characters, of a URI. */
  public static final class HealthCheckPath extends ValueType {
    public HealthCheckPath() {
      super(
          "health-check-path",
          ENCODED + "/[" + CHARACTERS + "]*(\\?[" + CHARACTERS + "?]*)?",
          1,
          1024,
          "must start with / and hold what a URL's path may: no spaces, braces, or letters with accents");
    }

    @Override
    public List<String> examples() {
      return List.of("/", "/health", "/api/v2/buildinfo?full=1");
    }

    @Override
    public List<String> wrong() {
      return List.of("health", "/a b", "/ünï", "/a{b}", "/a#b", "/a\\b", "http://a/b", "/%zz");
    }
  }

  /** ELB API, AuthenticateOidcActionConfig: a full URL with HTTPS, domain and path. */
  public static class HttpsUrl extends ValueType {
    public HttpsUrl() {
      this("https-url", "https", "must be a URL that starts with https://");
    }

    private HttpsUrl(String name, String scheme, String rule) {
      super(name, ENCODED + scheme + URL_TAIL, 9, 1024, rule);
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return HostPort.refusal(authority(text));
    }

    static String authority(String url) {
      return url.replaceFirst("^\\w+://", "").replaceFirst("[/?].*", "");
    }

    @Override
    public final boolean mayHoldPlaceholders() {
      return true;
    }

    @Override
    public List<String> examples() {
      return List.of("https://login.example.com/{tenant-id}/v2.0");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "http://a.com/b",
          "/token",
          "https://",
          "https://a b",
          "https://a.com:99999",
          "ftp://a.com",
          "https://a..b",
          "https://ä.de",
          "https:/a.com",
          "https://a.com/#b",
          "https://300.1.1.1/b",
          "https://-a.com");
    }
  }

  /** A URL with HTTP or HTTPS. */
  public static final class HttpUrl extends HttpsUrl {
    public HttpUrl() {
      super("http-url", "https?", "must be a URL that starts with https:// or http://");
    }

    @Override
    public List<String> examples() {
      return List.of("https://h-chat-api.example.com/v2/api", "http://models.internal:8080");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "/api", "http://a b", "ftp://a.com", "http://a.com:0", "http://a.com:70000", "http://");
    }
  }

  /** SNS API, Subscribe: ASCII; RFC 5321: 64 characters before the at sign, 254 in all. */
  public static final class Email extends ValueType {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`|~-]+";

    public Email() {
      super(
          "email-address",
          ATOM + "(\\." + ATOM + ")*@" + DOMAIN.replace("a-z", "A-Za-z"),
          6,
          254,
          "must be an e-mail address of ASCII characters");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return text.indexOf('@') > 64
          ? Optional.of("must have at most 64 characters before the @")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("ops@example.com", "a.b+c@sub.example.org");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "a b@c.de",
          "ä@c.de",
          "a@b",
          "a@@b.de",
          "@b.de",
          "a@",
          "a@b..de",
          ".a@b.de",
          "a.@b.de",
          "a..b@c.de",
          "a@-b.de",
          "a@b.de, c@d.de",
          "Ops <a@b.de>",
          "a@b.d");
    }
  }

  /** ELB API, AuthenticateOidcActionConfig: HTTPS, a domain and a path. */
  public static class OidcEndpoint extends HttpsUrl {
    public OidcEndpoint() {
      this("oidc-endpoint", "must be a URL with https://, a domain and a path");
    }

    OidcEndpoint(String name, String rule) {
      super(name, "https", rule);
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if (!authority(text).replaceFirst(":.*", "").matches(DOMAIN)) {
        return Optional.of("must have a domain, such as login.example.com");
      }
      return hasItsPath(text) ? super.refusalBeyondForm(text) : Optional.of(rule());
    }

    boolean hasItsPath(String text) {
      return text.replaceFirst("^https://", "").contains("/");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "https://login.example.com",
          "https://localhost/token",
          "https://10.0.0.1/token",
          "http://login.example.com/token",
          "/token");
    }
  }

  /** OpenID Connect Core 1.0, section 2, iss: HTTPS and a host, neither query nor fragment. */
  public static final class OidcIssuer extends OidcEndpoint {
    public OidcIssuer() {
      super("oidc-issuer", "must be a URL with https:// and a domain, without a query");
    }

    @Override
    boolean hasItsPath(String text) {
      return text.indexOf('?') < 0;
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "https://login.example.com/v2.0?a=b",
          "https://login.example.com/#a",
          "https://localhost/v2.0",
          "login.example.com");
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
}

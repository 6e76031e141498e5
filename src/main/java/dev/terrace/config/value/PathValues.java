package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** Paths of URLs. */
public final class PathValues {
  /** RFC 3986: what a path may hold, percent-encoded bytes included. */
  static final String CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@%/-";

  /** A percent sign begins a byte of two hex digits. */
  static final String ENCODED = "(?!.*%(?![0-9A-Fa-f]{2}))";

  private PathValues() {}

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

    /** Clients take these parts away before they send a request: RFC 3986, section 5.2.4. */
    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return (text + "/").matches(".*/\\.{1,2}/.*")
          ? Optional.of("must be a path without the parts . and .., which no request has")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("/api/*", "*");
    }

    @Override
    public List<String> wrong() {
      return List.of("api/*", "/a b", "/ü", "/a{b}", "/a#b", "/a%20b", "/./*", "/../a", "/a/..");
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
}

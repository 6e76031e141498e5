package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** URLs. */
public final class UrlValues {
  private static final String PATH = "(/[" + PathValues.CHARACTERS + "]*)?";

  private static final String URL_TAIL =
      "://("
          + HostValues.LABEL
          + "\\.)*"
          + HostValues.LABEL
          + "(:[1-9]\\d{0,4})?"
          + PATH
          + "(\\?[^\\s#{}\"<>\\\\^`|]*)?";

  private UrlValues() {}

  /** ELB API, AuthenticateOidcActionConfig: a full URL with HTTPS, domain and path. */
  public static class HttpsUrl extends ValueType {
    public HttpsUrl() {
      this("https-url", "https", "must be a URL that starts with https://");
    }

    private HttpsUrl(String name, String scheme, String rule) {
      super(name, PathValues.ENCODED + scheme + URL_TAIL, 9, 1024, rule);
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      Optional<String> refusal = HostPort.refusal(authority(text));
      if (refusal.isPresent()) {
        return refusal;
      }
      String host = authority(text).replaceFirst(":.*", "");
      if (host.matches("(.*\\.)?\\d+") && !host.matches("\\d+(\\.\\d+){3}")) {
        return Optional.of("must have a host that exists: a name does not end in digits alone");
      }
      return host.matches("(.*\\.)?localhost|0\\..*|127\\..*|169\\.254\\..*")
          ? Optional.of("must have a host that other machines reach, and not the caller's own one")
          : Optional.empty();
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
          "https://1.2.3/b",
          "https://localhost/b",
          "https://127.0.0.1/b",
          "https://0.0.0.0/b",
          "https://169.254.169.254/b",
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
          "/api",
          "http://a b",
          "ftp://a.com",
          "http://a.com:0",
          "http://a.com:70000",
          "http://",
          "http://localhost:4000",
          "http://127.0.0.1:4000");
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
      if (!authority(text).replaceFirst(":.*", "").matches(HostValues.DOMAIN)) {
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
}

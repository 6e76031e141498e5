package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.CliConfig;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds a host's API by Terraform's remote service discovery. The {@code host} block of the CLI
 * configuration precedes the document that the host publishes.
 */
final class Discovery {
  private static final String SERVICE = "tfe.v2";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Discovery() {}

  /**
   * @return ends with a slash
   * @throws CloudException when the host is unavailable or offers no such service
   */
  static URI api(String host, CliConfig config) {
    Optional<String> configured = config.service(host, SERVICE);
    if (configured.isPresent()) {
      return withSlash(URI.create(configured.get()));
    }
    return published(URI.create("https://" + host + "/.well-known/terraform.json"), host);
  }

  /**
   * @param document JSON with addresses that may be relative to its own
   */
  static URI published(URI document, String host) {
    return published(document, host, LIMIT);
  }

  /**
   * @param limit of the whole answer
   */
  static URI published(URI document, String host, Duration limit) {
    BoundedHttp bounded = new BoundedHttp(limit);
    HttpResponse<String> answer;
    try {
      answer =
          bounded.whole(
              bounded.client(HttpClient.Redirect.NORMAL),
              HttpRequest.newBuilder(document).timeout(limit).build());
    } catch (IOException e) {
      throw new CloudException(
          0, host + " cannot be reached at " + document + ": " + CloudHttp.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(0, "interrupted while reading " + document);
    }
    String path = answer.statusCode() == 200 ? service(answer.body()) : "";
    if (path.isEmpty()) {
      throw new CloudException(
          answer.statusCode(),
          host
              + " is not a Terraform Cloud or Terraform Enterprise: "
              + document
              + " (HTTP "
              + answer.statusCode()
              + ") names no service '"
              + SERVICE
              + "'");
    }
    return withSlash(answer.uri().resolve(path));
  }

  private static String service(String body) {
    try {
      JsonNode found = Json.parse(body).path(SERVICE);
      return found.isTextual() ? found.asText() : "";
    } catch (IllegalArgumentException e) {
      return ""; // not JSON
    }
  }

  private static URI withSlash(URI uri) {
    return uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
  }
}

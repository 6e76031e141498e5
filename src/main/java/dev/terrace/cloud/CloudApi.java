package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** JSON:API documents of a Terraform Cloud, over {@link CloudHttp}. */
final class CloudApi {
  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String MEDIA_TYPE = "application/vnd.api+json";

  private final String host;
  private final URI base;
  private final Token token;
  private final CloudHttp http;
  private final Duration limit;
  private final Refusals refusals;

  /**
   * @param base ends with a slash
   * @param limit of a request with its answer
   * @param pause waits
   */
  CloudApi(String host, URI base, Token token, Duration limit, Consumer<Duration> pause) {
    this.limit = limit;
    this.host = host;
    this.base = base;
    this.token = token;
    this.http = new CloudHttp(host, limit, pause);
    this.refusals = new Refusals(host, token);
  }

  /** The document at a path below the API's base. */
  JsonNode get(String path) {
    return json(call("GET", path, null));
  }

  /** Like {@link #get}; empty if there is none, or if the token may not see it. */
  Optional<JsonNode> find(String path) {
    try {
      return Optional.of(get(path));
    } catch (CloudException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The elements of {@code data} of every page. */
  List<JsonNode> list(String path) {
    List<JsonNode> elements = new ArrayList<>();
    for (int page = 1; page > 0; ) {
      JsonNode document =
          get(
              path
                  + (path.contains("?") ? "&" : "?")
                  + "page%5Bnumber%5D="
                  + page
                  + "&page%5Bsize%5D=100");
      document.path("data").forEach(elements::add);
      int next = document.path("meta").path("pagination").path("next-page").asInt(0);
      page = next > page ? next : 0;
    }
    return elements;
  }

  /** The answer's document; an empty object if the answer has no body. */
  JsonNode post(String path, JsonNode body) {
    return json(call("POST", path, body));
  }

  /**
   * Sends bytes to an address that the API returned. The address is a secret itself: the request
   * has no token, and messages never contain the address.
   */
  void upload(URI address, byte[] bytes) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(limit)
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    CloudHttp.Answer<String> answer = http.sendFollowing(request, "the upload");
    if (answer.status() >= 300) {
      throw new CloudException(
          answer.status(), host + " refused the upload: HTTP " + answer.status());
    }
  }

  /**
   * Opens what lies behind a path, which the API may keep at an address of its own, to be read as
   * it arrives. That address is a secret, as for {@link #upload}.
   *
   * @return empty where there is nothing yet (HTTP 204)
   */
  Optional<InputStream> open(String path) {
    CloudHttp.Answer<InputStream> answer = opened(path);
    if (answer.status() == 204) {
      close(answer);
      return Optional.empty();
    }
    return Optional.of(answer.body());
  }

  private CloudHttp.Answer<InputStream> opened(String path) {
    HttpRequest request = request("GET", path, null);
    CloudHttp.Answer<InputStream> answer = http.open(request, what(request));
    if (answer.isRedirect()) {
      close(answer);
      return redirected(answer);
    }
    if (answer.status() >= 300) {
      throw refusals.of(text(answer));
    }
    return answer;
  }

  private CloudHttp.Answer<InputStream> redirected(CloudHttp.Answer<?> first) {
    CloudHttp.Answer<InputStream> answer =
        http.openFollowing(
            HttpRequest.newBuilder(elsewhere(first)).timeout(limit).GET().build(),
            "what " + first.what() + " redirects to");
    if (answer.status() >= 300) {
      close(answer);
      // Not the API's own status: that tells what the token may see.
      throw new CloudException(0, refusals.without(answer).getMessage());
    }
    return answer;
  }

  private URI elsewhere(CloudHttp.Answer<?> answer) {
    try {
      return base.resolve(answer.location());
    } catch (IllegalArgumentException e) { // its message holds the address: no cause
      throw new CloudException(
          answer.status(), host + " redirects " + answer.what() + " to what is no address");
    }
  }

  private static void close(CloudHttp.Answer<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot end " + answer.what(), e);
    }
  }

  /** The whole of an answer, which says why it is none. */
  private CloudHttp.Answer<String> text(CloudHttp.Answer<InputStream> answer) {
    try (InputStream body = answer.body()) {
      return new CloudHttp.Answer<>(
          answer.what(),
          answer.status(),
          answer.type(),
          answer.location(),
          new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (HttpTimeoutException e) {
      throw new CloudException(
          answer.status(),
          host + " answered " + answer.what() + " in part: " + CloudHttp.reason(e));
    } catch (IOException e) {
      throw refusals.without(answer);
    }
  }

  /** The text at an address that the API returned, under the same rules. */
  String download(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(limit).GET().build();
    CloudHttp.Answer<String> answer = http.sendFollowing(request, "a download");
    if (answer.status() >= 300) {
      throw new CloudException(
          answer.status(), host + " refused the download: HTTP " + answer.status());
    }
    return answer.body();
  }

  private CloudHttp.Answer<String> call(String method, String path, JsonNode body) {
    HttpRequest request = request(method, path, body);
    CloudHttp.Answer<String> answer = http.send(request, what(request));
    if (answer.status() >= 300) {
      throw refusals.of(answer);
    }
    return answer;
  }

  private HttpRequest request(String method, String path, JsonNode body) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(limit)
        .header("Authorization", "Bearer " + token.secret())
        .header("Accept", MEDIA_TYPE)
        .header("Content-Type", MEDIA_TYPE)
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  private static String what(HttpRequest request) {
    return request.method() + " " + request.uri().getPath();
  }

  private JsonNode json(CloudHttp.Answer<String> answer) {
    if (answer.body().isBlank()) {
      return Json.object();
    }
    try {
      JsonNode tree = Json.parse(answer.body());
      if (tree.isObject()) {
        return tree;
      }
    } catch (IllegalArgumentException e) {
      // reported below without the text, which may be a page of a proxy
    }
    throw new CloudException(
        answer.status(),
        host
            + " answered "
            + answer.what()
            + " without a JSON document (HTTP "
            + answer.status()
            + ", "
            + answer.type()
            + "): check that it is a Terraform Cloud, without a proxy in between");
  }

  /** The document of a new object, without its attributes. */
  static ObjectNode body(String type) {
    ObjectNode body = Json.object();
    body.putObject("data").put("type", type);
    return body;
  }
}

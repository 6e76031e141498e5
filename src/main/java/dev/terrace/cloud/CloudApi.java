package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Token;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** JSON:API documents of a Terraform Cloud, over {@link CloudHttp}. */
final class CloudApi {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String MEDIA_TYPE = "application/vnd.api+json";

  private final String host;
  private final URI base;
  private final Token token;
  private final CloudHttp http;

  /**
   * @param base ends with a slash
   * @param pause waits
   */
  CloudApi(String host, URI base, Token token, Consumer<Duration> pause) {
    this.host = host;
    this.base = base;
    this.token = token;
    this.http = new CloudHttp(host, pause);
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
            .timeout(LIMIT)
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    CloudHttp.Answer answer = http.sendFollowing(request, "the upload");
    if (answer.status() >= 300) {
      throw new CloudException(
          answer.status(), host + " refused the upload: HTTP " + answer.status());
    }
  }

  /**
   * The text behind a path, which the API may keep at an address of its own.
   *
   * @return empty where there is none yet (HTTP 204)
   */
  String text(String path) {
    CloudHttp.Answer answer = send("GET", path, null);
    if (answer.status() >= 300 && answer.status() < 400 && !answer.location().isEmpty()) {
      return download(base.resolve(answer.location()));
    }
    if (answer.status() >= 300) {
      throw refused(answer.what(), answer);
    }
    return answer.body();
  }

  /** The text at an address that the API returned, under the same rules. */
  String download(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).GET().build();
    CloudHttp.Answer answer = http.sendFollowing(request, "a download");
    if (answer.status() >= 300) {
      throw new CloudException(
          answer.status(), host + " refused the download: HTTP " + answer.status());
    }
    return answer.body();
  }

  private CloudHttp.Answer call(String method, String path, JsonNode body) {
    CloudHttp.Answer answer = send(method, path, body);
    if (answer.status() >= 300) {
      throw refused(answer.what(), answer);
    }
    return answer;
  }

  private CloudHttp.Answer send(String method, String path, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token.secret())
            .header("Accept", MEDIA_TYPE)
            .header("Content-Type", MEDIA_TYPE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return http.send(request, method + " " + request.uri().getPath());
  }

  private JsonNode json(CloudHttp.Answer answer) {
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

  private CloudException refused(String what, CloudHttp.Answer answer) {
    if (answer.status() == 401) {
      return new CloudException(
          401,
          host
              + " does not accept the "
              + token
              + " (HTTP 401). Get a new one with: terraform login "
              + host);
    }
    String rules = errors(answer.body());
    if (answer.status() == 404) {
      return new CloudException(
          404,
          host
              + " has nothing for "
              + what
              + " (HTTP 404): it does not exist, or the "
              + token
              + " may not see it");
    }
    if (rules.isEmpty()) {
      return new CloudException(
          answer.status(),
          host + " refused " + what + ": HTTP " + answer.status() + ", " + answer.type());
    }
    return new CloudException(
        answer.status(), host + " refused " + what + " (HTTP " + answer.status() + "): " + rules);
  }

  /** {@code title: detail (pointer)} of each error; empty if the body has none. */
  private static String errors(String body) {
    try {
      List<String> errors = new ArrayList<>();
      for (JsonNode error : Json.parse(body).path("errors")) {
        String title = error.isTextual() ? error.asText() : error.path("title").asText("");
        String detail = error.path("detail").asText("");
        String pointer = error.path("source").path("pointer").asText("");
        errors.add(
            title
                + (detail.isEmpty() || detail.equals(title)
                    ? ""
                    : (title.isEmpty() ? "" : ": ") + detail)
                + (pointer.isEmpty() ? "" : " (" + pointer + ")"));
      }
      return String.join("; ", errors);
    } catch (IllegalArgumentException e) {
      return ""; // not JSON: there are no errors in it
    }
  }

  /** The document of a new object, without its attributes. */
  static ObjectNode body(String type) {
    ObjectNode body = Json.object();
    body.putObject("data").put("type", type);
    return body;
  }
}

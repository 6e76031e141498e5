package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Token;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * HTTP and JSON:API. An answer that says "too often" (429) is waited for and asked again; one that
 * says the server failed (5xx), or a connection that broke, only where asking twice does no harm: a
 * run is never started twice.
 */
final class CloudApi {
  private static final int ATTEMPTS = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Set<String> REPEATABLE = Set.of("GET", "PATCH", "PUT");
  private static final String MEDIA_TYPE = "application/vnd.api+json";

  private final String host;
  private final URI base;
  private final Token token;
  private final Consumer<Duration> pause;
  private final HttpClient client = client(HttpClient.Redirect.NEVER);

  /**
   * @param base ends with a slash
   * @param pause waits; a test may count instead
   */
  CloudApi(String host, URI base, Token token, Consumer<Duration> pause) {
    this.host = host;
    this.base = base;
    this.token = token;
    this.pause = pause;
  }

  private static HttpClient client(HttpClient.Redirect redirect) {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(30))
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(redirect)
        .build();
  }

  /** The whole document at a path below the API's base. */
  JsonNode get(String path) {
    return json(call("GET", path, null));
  }

  /** The same; empty where there is none, or the token may not see it: the API does not tell. */
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

  /** The answer's document; an empty object where the answer has no body. */
  JsonNode post(String path, JsonNode body) {
    return json(call("POST", path, body));
  }

  /**
   * Sends bytes to an address that the API gave. The address is a secret in itself: it goes without
   * the token and is never repeated.
   */
  void upload(URI address, byte[] bytes) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    Answer answer = send(request, client(HttpClient.Redirect.NORMAL), "the upload");
    if (answer.status >= 300) {
      throw new CloudException(
          answer.status, host + " did not take the upload: HTTP " + answer.status);
    }
  }

  /** The text at an address that the API gave, under the same rules. */
  String download(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).GET().build();
    Answer answer = send(request, client(HttpClient.Redirect.NORMAL), "a log");
    if (answer.status >= 300) {
      throw new CloudException(
          answer.status, host + " did not give the log: HTTP " + answer.status);
    }
    return answer.body;
  }

  /** What an HTTP exchange ended with. */
  private static final class Answer {
    final String what;
    final int status;
    final String type;
    final String body;

    Answer(String what, HttpResponse<String> response) {
      this.what = what;
      this.status = response.statusCode();
      this.type = response.headers().firstValue("Content-Type").orElse("no content type");
      this.body = response.body();
    }
  }

  private Answer call(String method, String path, JsonNode body) {
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
    String what = method + " " + request.uri().getPath();
    Answer answer = send(request, client, what);
    if (answer.status >= 300) {
      throw refused(what, answer);
    }
    return answer;
  }

  private Answer send(HttpRequest request, HttpClient through, String what) {
    Duration wait = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == ATTEMPTS;
      boolean repeatable = REPEATABLE.contains(request.method());
      try {
        HttpResponse<String> response = through.send(request, HttpResponse.BodyHandlers.ofString());
        boolean again =
            response.statusCode() == 429 || (repeatable && response.statusCode() >= 500);
        if (!again || last) {
          return new Answer(what, response);
        }
        pause.accept(asked(response).orElse(wait));
      } catch (IOException e) {
        // A connection that was refused has not carried anything.
        if (last || !(repeatable || e instanceof ConnectException)) {
          throw new CloudException(0, host + " cannot be reached for " + what + ": " + reason(e));
        }
        pause.accept(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CloudException(0, "interrupted during " + what);
      }
      wait =
          wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
    }
  }

  /** How long the server wants not to be asked, in seconds and their fractions. */
  private static Optional<Duration> asked(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .or(() -> response.headers().firstValue("X-RateLimit-Reset"))
        .filter(text -> text.matches("\\d{1,4}(\\.\\d{1,6})?"))
        .map(text -> Duration.ofMillis((long) (Double.parseDouble(text) * 1000)))
        .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
  }

  static String reason(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    if (e instanceof ConnectException) {
      return e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException
          ? "its name is not known"
          : "connection refused";
    }
    if (e.getMessage() != null && e.getMessage().contains("bytes received")) {
      return "the answer ended before it was complete";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private JsonNode json(Answer answer) {
    if (answer.body.isBlank()) {
      return Json.object();
    }
    try {
      JsonNode tree = Json.parse(answer.body);
      if (tree.isObject()) {
        return tree;
      }
    } catch (IllegalArgumentException e) {
      // said below, without the text: it may be a page of a proxy
    }
    throw new CloudException(
        answer.status,
        host
            + " answered "
            + answer.what
            + " with no JSON document (HTTP "
            + answer.status
            + ", "
            + answer.type
            + "): is it a Terraform Cloud, and is no proxy in between?");
  }

  private CloudException refused(String what, Answer answer) {
    if (answer.status == 401) {
      return new CloudException(
          401,
          host
              + " does not accept the "
              + token
              + " (HTTP 401). Get a new one with: terraform login "
              + host);
    }
    String rules = errors(answer.body);
    if (answer.status == 404) {
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
          answer.status,
          host + " refused " + what + ": HTTP " + answer.status + ", " + answer.type);
    }
    return new CloudException(
        answer.status, host + " refused " + what + " (HTTP " + answer.status + "): " + rules);
  }

  /** {@code title: detail (pointer)} of each error, or empty where the body names none. */
  private static String errors(String body) {
    try {
      List<String> words = new ArrayList<>();
      for (JsonNode error : Json.parse(body).path("errors")) {
        String title = error.isTextual() ? error.asText() : error.path("title").asText("");
        String detail = error.path("detail").asText("");
        String pointer = error.path("source").path("pointer").asText("");
        words.add(
            title
                + (detail.isEmpty() || detail.equals(title)
                    ? ""
                    : (title.isEmpty() ? "" : ": ") + detail)
                + (pointer.isEmpty() ? "" : " (" + pointer + ")"));
      }
      return String.join("; ", words);
    } catch (IllegalArgumentException e) {
      return ""; // no JSON: there are no errors to read in it
    }
  }
}

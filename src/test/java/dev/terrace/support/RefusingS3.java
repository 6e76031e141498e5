package dev.terrace.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in front of a simulated AWS and refuses requests to one state bucket from some moment on;
 * everything else is passed on.
 */
public final class RefusingS3 implements AutoCloseable {
  /** Headers that the client sets itself, or that belong to one connection. */
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final URI origin;
  private final String bucket;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile Refusal refusal = Refusal.NONE;

  /** What is refused, and how. */
  public enum Refusal {
    NONE,
    /** The credentials may not write states any more. */
    ACCESS_DENIED,
    /** The credentials may do nothing any more: locks cannot be released, either. */
    EXPIRED_TOKEN;

    /**
     * @param bucket as it begins a path: the provider reaches an address without a name so
     */
    private boolean refuses(HttpExchange request, String bucket) {
      String path = request.getRequestURI().getPath();
      if (!path.equals(bucket) && !path.startsWith(bucket + "/")) {
        return false;
      }
      boolean writesState = request.getRequestMethod().equals("PUT") && path.endsWith(".tfstate");
      return this == EXPIRED_TOKEN || (this == ACCESS_DENIED && writesState);
    }
  }

  /**
   * @param origin such as {@code http://127.0.0.1:4566}
   * @param bucket whose requests are refused
   */
  public RefusingS3(String origin, String bucket) {
    this.origin = URI.create(origin);
    this.bucket = "/" + bucket;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void refuse(Refusal how) {
    refusal = how;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Refusal how = refusal;
      if (how.refuses(exchange, bucket)) {
        boolean denied = how == Refusal.ACCESS_DENIED;
        byte[] error =
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
                    + (denied ? "AccessDenied" : "ExpiredToken")
                    + "</Code><Message>"
                    + (denied ? "Access Denied" : "The provided token has expired.")
                    + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, denied ? 403 : 400, error);
        return;
      }
      forward(exchange, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    send(exchange, response.statusCode(), response.body());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

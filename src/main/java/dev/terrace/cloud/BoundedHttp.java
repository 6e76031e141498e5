package dev.terrace.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests that end in bounded time, whatever the server does. {@code HttpRequest.timeout} alone
 * ends with the headers of the answer: a server that stops in the middle of a body holds the caller
 * for ever (java.net.http.HttpRequest.Builder, {@code timeout}).
 *
 * @param limit of a request with its whole answer, and of the silence inside of a longer one
 */
record BoundedHttp(Duration limit) {
  /** How many limits an answer takes at most that is read as it arrives. */
  private static final int LONGEST_STREAM = 15;

  private static final Duration CONNECT = Duration.ofSeconds(30);

  HttpClient client(HttpClient.Redirect redirect) {
    return HttpClient.newBuilder()
        .connectTimeout(limit.compareTo(CONNECT) < 0 ? limit : CONNECT)
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(redirect)
        .build();
  }

  /**
   * The whole answer.
   *
   * @throws HttpTimeoutException after the limit
   */
  HttpResponse<String> whole(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return send(client, request, BodyHandlers.ofString());
  }

  /**
   * The answer with a body that is read as it arrives; its reads throw {@link HttpTimeoutException}
   * after a silence of the limit.
   *
   * @throws HttpTimeoutException after the limit
   */
  HttpResponse<InputStream> opened(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return send(
        client,
        request,
        info ->
            HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofInputStream(),
                body -> new WatchedStream(body, limit, limit.multipliedBy(LONGEST_STREAM))));
  }

  private <T> HttpResponse<T> send(
      HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("no whole answer");
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }
}

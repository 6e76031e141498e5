package dev.terrace.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * HTTP with retries. A request is repeated after "too many requests" (429); after a server error
 * (5xx) or a broken connection only if a repetition does no harm: a run is never started twice.
 */
final class CloudHttp {
  private static final int ATTEMPTS = 6;

  /** A server that is silent for whole limits is not asked as often as one that answers. */
  private static final int TIMEOUTS = 2;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Set<String> REPEATABLE = Set.of("GET", "PATCH", "PUT");

  private final String host;
  private final Consumer<Duration> pause;
  private final BoundedHttp bounded;
  private final HttpClient client;

  /**
   * @param limit of each request
   * @param pause waits
   */
  CloudHttp(String host, Duration limit, Consumer<Duration> pause) {
    this.host = host;
    this.pause = pause;
    this.bounded = new BoundedHttp(limit);
    this.client = bounded.client(HttpClient.Redirect.NEVER);
  }

  /**
   * An answer.
   *
   * @param what was asked, for messages
   * @param type of the content
   * @param location where the answer lies instead; empty if it does not. It may be a secret
   * @param body as text, or as a stream that the caller closes
   */
  record Answer<T>(String what, int status, String type, String location, T body) {
    private static <T> Answer<T> of(String what, HttpResponse<T> response) {
      return new Answer<>(
          what,
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse("no content type"),
          response.headers().firstValue("Location").orElse(""),
          response.body());
    }

    boolean isRedirect() {
      return status >= 300 && status < 400 && !location.isEmpty();
    }
  }

  /** Sends a request. */
  Answer<String> send(HttpRequest request, String what) {
    return send(request, what, () -> bounded.whole(client, request));
  }

  /** Sends a request and follows redirects. */
  Answer<String> sendFollowing(HttpRequest request, String what) {
    return send(request, what, () -> bounded.whole(following(), request));
  }

  /** Sends a request and leaves the body to be read as it arrives. */
  Answer<InputStream> open(HttpRequest request, String what) {
    return send(request, what, () -> bounded.opened(client, request));
  }

  /** Like {@link #open}, and follows redirects. */
  Answer<InputStream> openFollowing(HttpRequest request, String what) {
    return send(request, what, () -> bounded.opened(following(), request));
  }

  private HttpClient following() {
    return bounded.client(HttpClient.Redirect.NORMAL);
  }

  /** One attempt of a request. */
  private interface Attempt<T> {
    HttpResponse<T> send() throws IOException, InterruptedException;
  }

  private <T> Answer<T> send(HttpRequest request, String what, Attempt<T> once) {
    Duration wait = FIRST_PAUSE;
    int timeouts = 0;
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == ATTEMPTS;
      boolean repeatable = REPEATABLE.contains(request.method());
      try {
        HttpResponse<T> response = once.send();
        boolean again =
            response.statusCode() == 429 || (repeatable && response.statusCode() >= 500);
        if (!again || last) {
          return Answer.of(what, response);
        }
        if (response.body() instanceof InputStream unread) {
          unread.close();
        }
        pause.accept(asked(response).orElse(wait));
      } catch (IOException e) {
        timeouts += e instanceof HttpTimeoutException ? 1 : 0;
        // A refused connection has transferred nothing.
        if (last || timeouts == TIMEOUTS || !(repeatable || e instanceof ConnectException)) {
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

  /** How long the server asks to wait, in seconds and fractions. */
  private static Optional<Duration> asked(HttpResponse<?> response) {
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
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof UnresolvedAddressException) {
        return "its name is not known";
      }
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    // A stream is only "closed", for a cause that says more.
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each.getMessage() != null && each.getMessage().contains("bytes received")) {
        return "the answer ended before it was complete";
      }
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}

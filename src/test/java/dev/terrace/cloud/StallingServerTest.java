package dev.terrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.terrace.terraform.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that stops at any point of its answer ends each request in bounded time. */
@Timeout(60)
final class StallingServerTest {
  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final String HEADERS =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n";

  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  /** What the server sends before it is silent. */
  private enum Stall {
    NOTHING(""),
    HALF_OF_THE_HEADERS("HTTP/1.1 200 OK\r\nContent-Ty"),
    HEADERS_ALONE(HEADERS),
    HALF_OF_THE_BODY(HEADERS + "{\"data\": \"" + "x".repeat(100_000)),
    CHUNKED("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n"),
    BODY_OF_AN_ERROR(
        "HTTP/1.1 409 Conflict\r\nContent-Length: 5000\r\n\r\n{\"errors\": [{\"title\""),
    DRIPPING(HEADERS);

    private final String sent;

    Stall(String sent) {
      this.sent = sent;
    }
  }

  /** What the client asks for. */
  private enum Request {
    GET {
      @Override
      void send(CloudApi api, URI address) {
        api.get("workspaces/ws-1");
      }
    },
    POST {
      @Override
      void send(CloudApi api, URI address) {
        api.post("runs", CloudApi.body("runs"));
      }
    },
    UPLOAD {
      @Override
      void send(CloudApi api, URI address) {
        api.upload(address, new byte[20_000_000]);
      }
    },
    DOWNLOAD {
      @Override
      void send(CloudApi api, URI address) {
        api.download(address);
      }
    },
    OPEN {
      @Override
      void send(CloudApi api, URI address) throws IOException {
        try (InputStream body = api.open("plans/plan-1/json-output").orElseThrow()) {
          body.readAllBytes();
        }
      }
    },
    DISCOVERY {
      @Override
      void send(CloudApi api, URI address) {
        Discovery.published(address, "tfc.test", LIMIT);
      }
    };

    abstract void send(CloudApi api, URI address) throws IOException;
  }

  private int start(Stall stall) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(stall), "stalls");
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }

  private void serve(Stall stall) {
    while (true) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread answer = new Thread(() -> answer(socket, stall), "stalls");
        answer.setDaemon(true);
        answer.start();
      } catch (IOException e) {
        return; // the test has ended
      }
    }
  }

  private static void answer(Socket socket, Stall stall) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(stall.sent.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      while (stall == Stall.DRIPPING) {
        out.write(' ');
        out.flush();
        Thread.sleep(50);
      }
    } catch (IOException e) {
      return; // the client has given up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }

  static Stream<Arguments> requests() {
    return Stream.of(Stall.values())
        .flatMap(stall -> Stream.of(Request.values()).map(request -> Arguments.of(stall, request)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("requests")
  void every_request_ends(Stall stall, Request request) throws IOException {
    int port = start(stall);
    List<Duration> pauses = new ArrayList<>();
    CloudApi api =
        new CloudApi(
            "tfc.test",
            URI.create("http://127.0.0.1:" + port + "/api/v2/"),
            new Token("abc.atlasv1.secret", "the variable TF_TOKEN_tfc_test"),
            LIMIT,
            pauses::add);

    long begun = System.nanoTime();
    Throwable thrown =
        catchThrowable(
            () -> request.send(api, URI.create("http://127.0.0.1:" + port + "/objects/1")));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(took).isLessThan(LIMIT.multipliedBy(30));
    if (thrown instanceof HttpTimeoutException read) { // a body that is read as it arrives
      assertThat(request).isEqualTo(Request.OPEN);
      assertThat(CloudHttp.reason(read)).isEqualTo("no answer in time");
    } else {
      assertThat(thrown).isInstanceOf(CloudException.class);
      assertThat(thrown.getMessage()).contains("tfc.test").endsWith("no answer in time");
    }
    assertThat(pauses).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void what_takes_long_but_arrives_is_read() throws IOException {
    start(Stall.NOTHING);
    InputStream slow =
        new InputStream() {
          private int left = 5;

          @Override
          public int read() {
            try {
              Thread.sleep(200);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int read = read();
            bytes[offset] = (byte) read;
            return read < 0 ? -1 : 1;
          }
        };
    assertThat(new WatchedStream(slow, LIMIT, LIMIT.multipliedBy(30)).readAllBytes()).hasSize(5);
    assertThat(Map.of("connections", open.size())).containsEntry("connections", 0);
  }
}

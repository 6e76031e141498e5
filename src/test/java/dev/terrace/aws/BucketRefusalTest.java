package dev.terrace.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S3's answer to HEAD has no body, so AWS's own words are missing. */
class BucketRefusalTest {
  private HttpServer server;
  private int status;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|AWS refuses the request (status 400); the credentials may have expired",
        "403|access denied (status 403); the credentials may not read it, or belong to another"
            + " account",
        "500|AWS has an internal error (status 500); try again later"
      })
  void a_refusal_without_a_text_says_what_it_is(int answer, String words) {
    status = answer;
    Map<String, String> variables =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            "key",
            "AWS_SECRET_ACCESS_KEY",
            "secret",
            "AWS_ENDPOINT_URL",
            "http://127.0.0.1:" + server.getAddress().getPort());
    try (AwsApi api = new AwsApi(variables);
        Bucket bucket = api.bucket("states", "eu-central-1")) {
      assertThatThrownBy(bucket::exists)
          .isInstanceOf(AwsException.class)
          .hasMessage("s3://states: " + words);
    }
  }
}

package dev.terrace.actions.deploy.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a name that a deleted secret keeps; no AWS is asked but the test's own. */
final class DeletedSecretsTest {
  private static final Stack STACK =
      new Stack(
          new EnvironmentId("shop", "production").stack("data"),
          StackFile.of(Json.object()),
          Path.of("."),
          "eu-west-1",
          new Backend.Local(),
          List.of());

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(body);
          boolean deleted = body.contains("shop-token");
          byte[] answer =
              (deleted
                      ? "{'Name': 'shop-token', 'DeletedDate': 1765929600.5}"
                      : "{'__type': 'ResourceNotFoundException', 'Message': 'none'}")
                  .replace('\'', '"')
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(deleted ? 200 : 400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private List<String> reasons(String... changes) {
    Plan plan =
        Plan.of(
            Json.parse(
                ("{'resource_changes': [" + String.join(",", changes) + "]}").replace('\'', '"')));
    try (AwsApi api =
        new AwsApi(
            Map.of(
                "AWS_ACCESS_KEY_ID",
                "key",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + server.getAddress().getPort()))) {
      return DeletedSecrets.reasons(STACK, plan, () -> api.calls("eu-west-1"));
    }
  }

  private static String change(String label, String actions, String before, String after) {
    return "{'address': 'aws_secretsmanager_secret.%s', 'type': 'aws_secretsmanager_secret',"
            .formatted(label)
        + " 'mode': 'managed', 'change': {'actions': [%s], 'before': %s, 'after': %s}}"
            .formatted(actions, before, after);
  }

  @Test
  void a_name_that_a_deleted_secret_keeps_is_said_with_the_day_and_the_way_out() {
    assertThat(
            reasons(
                change("token", "'create'", "null", "{'name': 'shop-token'}"),
                change("new", "'create'", "null", "{'name': 'shop-new'}")))
        .containsExactly(
            "aws_secretsmanager_secret.token takes the name shop-token, which a deleted secret"
                + " keeps until 2025-12-17",
            "Wait until then, or delete it for good, with its value, and run the same command"
                + " again:",
            "aws secretsmanager delete-secret --force-delete-without-recovery --region eu-west-1"
                + " --secret-id shop-token");
  }

  @Test
  void nothing_is_asked_of_secrets_that_keep_their_name() {
    assertThat(
            reasons(
                change("a", "'update'", "{'name': 'shop-token'}", "{'name': 'shop-token'}"),
                change("b", "'delete'", "{'name': 'shop-token'}", "null")))
        .isEmpty();
    assertThat(asked).isEmpty();
  }
}

package dev.terrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Token;
import dev.terrace.terraform.scan.NotAPlan;
import dev.terrace.terraform.scan.PlanScan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of answer, asked of a server on loopback. */
final class CloudApiTest {
  private static final String SECRET = "abc.atlasv1.secret";

  private static final String PLAN =
      """
      {"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {},
       "resource_changes": [{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc",
         "change": {"actions": ["no-op"], "before": {}, "after": {}}}]}
      """;

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;
  private CloudApi api;

  /**
   * @param length in the header; another one than the body's where an answer is cut off
   */
  private record Answer(int status, String type, String body, int length, String retryAfter) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    api = apiAt(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private CloudApi apiAt(int port) {
    return new CloudApi(
        "tfc.test",
        URI.create("http://127.0.0.1:" + port + "/api/v2/"),
        new Token(SECRET, "the variable TF_TOKEN_tfc_test"),
        CloudApi.LIMIT,
        pauses::add);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization"));
      Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      if (answer.status() == 307) {
        exchange.getResponseHeaders().set("Location", answer.body());
      }
      if (!answer.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean empty = answer.length() == 0 || answer.status() == 307;
      exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.length());
      if (!empty) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private void willAnswer(int status, String body) {
    answers.add(new Answer(status, "application/vnd.api+json", body, body.length(), ""));
  }

  private void willRedirect(String address) {
    willAnswer(307, address);
  }

  @Test
  void the_token_goes_into_the_header() {
    willAnswer(200, "{\"data\": {\"id\": \"ws-1\"}}");

    assertThat(api.get("workspaces/ws-1").at("/data/id").asText()).isEqualTo("ws-1");
    assertThat(asked).containsExactly("GET /api/v2/workspaces/ws-1 Bearer " + SECRET);
  }

  @Test
  void the_token_is_not_sent_to_addresses_that_the_api_returns() {
    willAnswer(200, "log");

    assertThat(api.download(URI.create("http://127.0.0.1:" + port() + "/logs/1"))).isEqualTo("log");
    assertThat(asked).containsExactly("GET /logs/1 null");
  }

  @Test
  void a_plan_is_read_where_the_api_redirects_to_without_the_token() throws NotAPlan {
    willRedirect("http://127.0.0.1:" + port() + "/signed/1");
    willAnswer(200, PLAN);

    assertThat(plan().resources()).isEqualTo(1);
    assertThat(asked)
        .containsExactly(
            "GET /api/v2/plans/plan-1/json-output Bearer " + SECRET, "GET /signed/1 null");
  }

  @Test
  void a_plan_that_is_not_there_yet_or_ends_early_is_read_again() throws NotAPlan {
    willAnswer(204, "");
    willRedirect("/signed/1");
    answers.add(new Answer(200, "application/json", PLAN.substring(0, 60), PLAN.length(), ""));
    willRedirect("/signed/2");
    willAnswer(200, PLAN.substring(0, 60));
    willRedirect("/signed/3");
    willAnswer(200, PLAN);

    assertThat(plan().resources()).isEqualTo(1);
    assertThat(asked).last().isEqualTo("GET /signed/3 null");
    assertThat(pauses).hasSize(3);
  }

  @Test
  void a_plan_that_always_ends_early_is_reported() {
    willRedirect("/signed/1");
    for (int i = 0; i < 3; i++) {
      answers.add(new Answer(200, "application/json", PLAN.substring(0, 60), PLAN.length(), ""));
      willRedirect("/signed/1");
    }

    assertThatThrownBy(this::plan)
        .isInstanceOf(CloudException.class)
        .hasMessage(
            "tfc.test: the plan of run-1 cannot be read: the answer ended before it was complete");
  }

  @Test
  void what_is_no_plan_is_reported_without_its_address() {
    for (int i = 0; i < 3; i++) {
      willRedirect("/signed/1");
      willAnswer(200, "{}");
    }

    assertThatThrownBy(this::plan)
        .isInstanceOf(NotAPlan.class)
        .hasMessage("is no plan: format_version or planned_values is missing");
  }

  @Test
  void an_address_that_has_expired_is_not_taken_for_a_hidden_plan() {
    willRedirect("/signed/secret");
    willAnswer(404, "");

    assertThatThrownBy(this::plan)
        .hasMessage(
            "tfc.test refused what GET /api/v2/plans/plan-1/json-output redirects to: HTTP 404,"
                + " application/vnd.api+json")
        .extracting(failure -> ((CloudException) failure).status())
        .isEqualTo(0);
  }

  @Test
  void a_plan_that_the_token_may_not_read_is_reported_with_the_status_of_the_api() {
    willAnswer(404, "{\"errors\": [{\"status\": \"404\", \"title\": \"not found\"}]}");

    assertThatThrownBy(this::plan)
        .hasMessageEndingWith("may not see it")
        .extracting(failure -> ((CloudException) failure).status())
        .isEqualTo(404);
  }

  private PlanScan plan() throws NotAPlan {
    Run run = new Run("run-1", "planned", true, true, false, false, "plan-1", "apply-1");
    return new Runs("tfc.test", api).plan(run, pauses::add);
  }

  @Test
  void all_pages_of_a_list_are_read() {
    willAnswer(
        200, "{\"data\": [{\"id\": \"a\"}], \"meta\": {\"pagination\": {\"next-page\": 2}}}");
    willAnswer(
        200, "{\"data\": [{\"id\": \"b\"}], \"meta\": {\"pagination\": {\"next-page\": null}}}");

    assertThat(api.list("things").stream().map(thing -> thing.path("id").asText()))
        .containsExactly("a", "b");
  }

  @Test
  void a_rejected_token_is_named_by_its_source() {
    willAnswer(401, "{\"errors\": [{\"status\": \"401\", \"title\": \"unauthorized\"}]}");

    assertThatThrownBy(() -> api.get("runs/run-1"))
        .isInstanceOf(CloudException.class)
        .hasMessage(
            "tfc.test does not accept the token from the variable TF_TOKEN_tfc_test (HTTP 401). Get"
                + " a new one with: terraform login tfc.test");
  }

  @Test
  void a_missing_document_may_be_hidden_from_the_token() {
    willAnswer(404, "{\"errors\": [{\"status\": \"404\", \"title\": \"not found\"}]}");

    assertThatThrownBy(() -> api.get("runs/run-1"))
        .hasMessage(
            "tfc.test has nothing for GET /api/v2/runs/run-1 (HTTP 404): it does not exist, or the"
                + " token from the variable TF_TOKEN_tfc_test may not see it");
    assertThat(api.find("runs/run-1")).isEmpty();
  }

  @Test
  void an_invalid_attribute_is_named() {
    willAnswer(
        422,
        """
        {"errors": [
          {"status": "422", "title": "invalid attribute", "detail": "Name has already been taken",
           "source": {"pointer": "/data/attributes/name"}},
          {"status": "422", "title": "invalid attribute", "detail": "Name is too long"}
        ]}
        """);

    assertThatThrownBy(() -> api.post("organizations/acme/workspaces", Json.object()))
        .hasMessage(
            "tfc.test refused POST /api/v2/organizations/acme/workspaces (HTTP 422): invalid"
                + " attribute: Name has already been taken (/data/attributes/name); invalid"
                + " attribute: Name is too long");
  }

  @Test
  void a_rate_limit_is_waited_for_as_long_as_requested() {
    answers.add(new Answer(429, "application/json", "{}", 2, "1.5"));
    answers.add(new Answer(429, "application/json", "{}", 2, ""));
    willAnswer(201, "{\"data\": {\"id\": \"run-1\"}}");

    assertThat(api.post("runs", Json.object()).at("/data/id").asText()).isEqualTo("run-1");
    assertThat(pauses).containsExactly(Duration.ofMillis(1500), Duration.ofMillis(1000));
  }

  @Test
  void a_failing_server_is_asked_six_times_in_total() {
    answers.add(new Answer(503, "text/html", "<html>", 6, ""));

    assertThatThrownBy(() -> api.get("runs/run-1"))
        .hasMessage("tfc.test refused GET /api/v2/runs/run-1: HTTP 503, text/html");
    assertThat(asked).hasSize(6);
    assertThat(pauses)
        .containsExactly(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));
  }

  @Test
  void a_failing_server_does_not_start_a_run_twice() {
    answers.add(new Answer(502, "text/html", "<html>", 6, ""));

    assertThatThrownBy(() -> api.post("runs", Json.object()))
        .hasMessage("tfc.test refused POST /api/v2/runs: HTTP 502, text/html");
    assertThat(asked).hasSize(1);
  }

  @Test
  void an_html_page_is_not_an_answer() {
    answers.add(new Answer(200, "text/html", "<html>Log in</html>", 19, ""));

    assertThatThrownBy(() -> api.get("runs/run-1"))
        .hasMessage(
            "tfc.test answered GET /api/v2/runs/run-1 without a JSON document (HTTP 200,"
                + " text/html): check that it is a Terraform Cloud, without a proxy in between");
  }

  @Test
  void a_truncated_answer_is_requested_again_and_then_reported() {
    answers.add(new Answer(200, "application/json", "{\"data\":", 100, ""));

    assertThatThrownBy(() -> api.get("runs/run-1"))
        .hasMessage(
            "tfc.test cannot be reached for GET /api/v2/runs/run-1: the answer ended before it was"
                + " complete");
    assertThat(pauses).hasSize(5);
  }

  @Test
  void an_unreachable_server_is_reported() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }

    assertThatThrownBy(() -> apiAt(nobody).post("runs", Json.object()))
        .hasMessage("tfc.test cannot be reached for POST /api/v2/runs: connection refused");
    assertThat(pauses).hasSize(5);
  }

  @Test
  void no_message_holds_the_token() {
    for (int status : List.of(400, 401, 403, 404, 409, 422, 500)) {
      answers.clear();
      willAnswer(status, "{\"errors\": [{\"title\": \"no\"}]}");
      assertThatThrownBy(() -> api.get("runs/run-1")).hasMessageNotContaining(SECRET);
    }
    assertThat(new Token(SECRET, "a file")).hasToString("token from a file");
  }

  @Test
  void a_published_document_names_the_api_relative_to_itself() {
    willAnswer(200, "{\"tfe.v2\": \"/api/v2/\", \"modules.v1\": \"/api/registry/v1/modules/\"}");
    URI document = URI.create("http://127.0.0.1:" + port() + "/.well-known/terraform.json");

    assertThat(Discovery.published(document, "tfc.test"))
        .isEqualTo(URI.create("http://127.0.0.1:" + port() + "/api/v2/"));
  }

  @Test
  void a_host_without_the_service_is_not_a_terraform_cloud() {
    willAnswer(200, "<html>");
    URI document = URI.create("http://127.0.0.1:" + port() + "/.well-known/terraform.json");

    assertThatThrownBy(() -> Discovery.published(document, "shop.test"))
        .hasMessage(
            "shop.test is not a Terraform Cloud or Terraform Enterprise: "
                + document
                + " (HTTP 200) names no service 'tfe.v2'");
  }

  @Test
  void a_workspace_tells_who_holds_its_lock() {
    JsonNode document =
        Json.parse(
            """
            {"data": {"id": "ws-1",
                      "attributes": {"name": "one", "execution-mode": "remote", "locked": true},
                      "relationships": {"locked-by": {"data": {"id": "user-1", "type": "users"}}}},
             "included": [{"id": "user-1", "type": "users", "attributes": {"username": "ada"}}]}
            """);

    assertThat(Workspace.of(document).lockedBy()).isEqualTo("user ada");
    assertThat(Workspace.of(document).lockedByRun()).isFalse();
  }

  private int port() {
    return server.getAddress().getPort();
  }
}

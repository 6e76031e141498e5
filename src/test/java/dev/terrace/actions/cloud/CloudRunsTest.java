package dev.terrace.actions.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Outcome;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.StackProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be applied before the guard has read a plan, asked of an API on loopback. */
final class CloudRunsTest {
  private static final Backend.Cloud BACKEND = new Backend.Cloud("acme", "tfc.test", "");
  private static final Workspace WORKSPACE =
      new Workspace("ws-1", "shop-data", "remote", "1.11.4", false, false, false, 0, false, "");
  private static final String HARMLESS =
      """
      {"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {},
       "resource_changes": [{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc",
         "change": {"actions": ["create"], "before": null, "after": {}}}]}
      """;
  private static final String LOSES_DATA =
      HARMLESS
          .replace("aws_vpc", "aws_s3_bucket")
          .replace("[\"create\"]", "[\"delete\"]")
          .replace("\"before\": null, \"after\": {}", "\"before\": {}, \"after\": null");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> actions = new ArrayList<>();
  private HttpServer server;
  private Organization organization;
  private Stack stack;
  private String status = "planned";
  private boolean autoApply;
  private int planStatus = 307;
  private String plan = HARMLESS;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Path rc = folder.resolve("terraform.rc");
    Files.writeString(
        rc, "host \"tfc.test\" {\n  services = {\n    \"tfe.v2\" = \"" + api() + "\"\n  }\n}\n");
    organization =
        Organization.of(
            BACKEND,
            Map.of("TF_CLI_CONFIG_FILE", rc.toString(), "TF_TOKEN_tfc_test", "a-token"),
            time -> {});
    Path files = Files.createDirectories(folder.resolve("shop-data"));
    Files.writeString(files.resolve("cdk.tf.json"), "{}");
    stack =
        new Stack(
            new EnvironmentId("shop", "production").stack("data"),
            StackFile.of(Json.object()),
            files,
            "eu-west-1",
            BACKEND,
            List.of());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String api() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v2/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replace("/api/v2/", "");
    try (exchange) {
      if (path.startsWith("runs/run-1/actions/")) {
        String action = path.replace("runs/run-1/actions/", "");
        actions.add(action);
        status = action.equals("apply") ? "applied" : action + "ed";
        send(exchange, 202, "");
      } else if (path.equals("plans/plan-1/json-output")) {
        exchange.getResponseHeaders().set("Location", "/signed/plan");
        send(exchange, planStatus, "");
      } else if (path.equals("/signed/plan")) {
        send(exchange, 200, plan);
      } else if (path.startsWith("runs")) {
        send(exchange, 200, run());
        status = autoApply && status.equals("planning") ? "applied" : status;
      } else if (path.endsWith("configuration-versions")) {
        send(
            exchange,
            201,
            "{\"data\": {\"id\": \"cv-1\", \"attributes\": {\"upload-url\": \""
                + api()
                + "upload\"}}}");
      } else {
        send(exchange, 200, "{\"data\": {\"attributes\": {\"status\": \"uploaded\"}}}");
      }
    }
  }

  private String run() {
    boolean planned = status.equals("planned");
    return """
    {"data": {"id": "run-1", "attributes": {"status": "%s", "auto-apply": %s, "actions":
       {"is-confirmable": %s, "is-discardable": %s, "is-cancelable": %s}},
     "relationships": {"plan": {"data": {"id": "plan-1"}}}}}
    """
        .formatted(status, autoApply, planned, planned, status.equals("pending"));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private Outcome push(boolean withData) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    Console ui = new Console(stream, stream, false, false);
    StackGuard guard = StackGuard.of(Project.of(Path.of("none"), Map.of()), withData);
    return new CloudRuns(ui, Confirmation.of(ui, true, "a test"), new CloudGuard(guard, withData))
        .push(stack, organization, WORKSPACE, "a test", new StackProgress(ui, "data"))
        .outcome();
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_harmless_plan_is_applied() {
    assertThat(push(false)).as(said()).isEqualTo(Outcome.APPLIED);

    assertThat(actions).containsExactly("apply");
    assertThat(said()).doesNotContain("before the guard had read its plan");
  }

  @Test
  void a_plan_that_loses_data_is_discarded_before_anybody_is_asked() {
    plan = LOSES_DATA;

    assertThat(push(false)).isEqualTo(Outcome.REFUSED);
    assertThat(actions).containsExactly("discard");
    assertThat(said())
        .contains(
            "error: shop/production/data: refused:\n  aws_s3_bucket.main would be destroyed",
            "\n  its run was discarded, nothing was applied:"
                + " https://tfc.test/app/acme/workspaces/shop-data/runs/run-1\n");
  }

  @Test
  void a_hidden_plan_is_discarded_unless_the_user_accepts_the_loss_of_data() {
    planStatus = 404;

    assertThat(push(false)).isEqualTo(Outcome.REFUSED);
    assertThat(actions).containsExactly("discard");
    assertThat(said()).contains("\n  Only a token of a user or a team with admin access");

    status = "planned";
    assertThat(push(true)).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void a_plan_that_cannot_be_read_leaves_no_run_for_somebody_to_confirm() {
    planStatus = 403;

    assertThat(push(true)).isEqualTo(Outcome.FAILED);
    assertThat(actions).containsExactly("discard");
    assertThat(said())
        .contains(
            "error: shop/production/data:\n  the guard cannot judge the plan of its run:\n"
                + "  tfc.test refused GET /api/v2/plans/plan-1/json-output: HTTP 403")
        .contains("\n  its run was discarded, nothing was applied: ");
  }

  @Test
  void a_run_that_is_applied_on_its_own_is_stopped_before_its_plan() {
    autoApply = true;
    status = "pending";

    assertThat(push(false)).isEqualTo(Outcome.REFUSED);
    assertThat(actions).containsExactly("cancel");
    assertThat(said())
        .contains(
            "error: shop/production/data: refused:\n  Terraform Cloud would apply the run before"
                + " the guard has read its plan (auto-apply).",
            "\n  its run was cancelled, nothing was applied: ");
  }

  @Test
  void a_run_that_was_applied_without_the_guard_is_named() {
    autoApply = true;
    status = "planning";

    assertThat(push(true)).isEqualTo(Outcome.APPLIED);
    assertThat(actions).isEmpty();
    assertThat(said())
        .contains(
            "shop/production/data: the run was applied in Terraform Cloud before the guard had read"
                + " its plan");
  }
}

package dev.terrace.print;

import static dev.terrace.print.Documents.assertDocument;

import dev.terrace.actions.backend.ListStateVersions;
import dev.terrace.actions.backend.ReadBackendStatus;
import dev.terrace.actions.backend.ReadBackendStatus.BucketStatus;
import dev.terrace.actions.backend.StateStatus;
import dev.terrace.actions.backend.WorkspaceState;
import dev.terrace.actions.cloud.PushToCloud;
import dev.terrace.actions.deploy.DeployResult;
import dev.terrace.actions.deploy.DestroyResult;
import dev.terrace.actions.eject.EjectStacks;
import dev.terrace.actions.eject.StateFiles;
import dev.terrace.cloud.Counts;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.Outcome;
import dev.terrace.project.Stack;
import dev.terrace.report.MissingPlan;
import dev.terrace.report.PlanReport;
import dev.terrace.report.PlannedStack;
import dev.terrace.report.Reports;
import dev.terrace.state.BackendRecord;
import dev.terrace.state.StateVersions;
import dev.terrace.state.StoredState;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The documents that {@code --json} prints, byte for byte. */
final class PrintedDocumentsTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");
  private static final StackId DATA = SHOP.stack("data");
  private static final StackId NETWORK = SHOP.stack("network");

  @Test
  void backends_and_states() {
    var result =
        new ReadBackendStatus.Result(
            List.of(
                new BucketStatus(
                    new Backend.S3("ours", "eu-west-1", Backend.Lock.s3, null),
                    Optional.of(
                        new BackendRecord(
                            new State(3, Map.of(), Set.of(), Set.of("output")),
                            Optional.of(Backend.Lock.both),
                            Optional.of("locks"),
                            Optional.empty()))),
                new BucketStatus(
                    new Backend.S3("none", "us-east-1", Backend.Lock.dynamodb, "locks"),
                    Optional.empty())),
            List.of(
                new StateStatus.Stored(
                    DATA,
                    true,
                    12,
                    7,
                    Optional.of(new LockInfo("id-1", "me@host", "OperationTypeApply", "today"))),
                new StateStatus.Stored(NETWORK, false, 0, 0, Optional.empty()),
                workspace(Optional.of(locked(true)), Optional.of(5L)),
                workspace(Optional.of(locked(false)), Optional.empty()),
                workspace(Optional.empty(), Optional.empty())));

    assertDocument(BackendPrinter.asJson(result), "backends");
  }

  private static WorkspaceState workspace(Optional<Workspace> workspace, Optional<Long> serial) {
    return new WorkspaceState(DATA, "shop-production-data", "acme", workspace, serial);
  }

  private static Workspace locked(boolean locked) {
    return new Workspace(
        "ws-1", "name", "remote", "1.11.4", false, false, false, 4, locked, "someone");
  }

  @Test
  void versions_of_a_state() {
    StoredState state =
        StoredState.parse(
                """
                {"version": 4, "serial": 9, "lineage": "a-b", "resources": []}\
                """)
            .orElseThrow();
    Instant written = Instant.parse("2026-01-31T10:00:00Z");
    var result =
        new ListStateVersions.Result(
            DATA,
            3,
            List.of(
                new StateVersions.Entry("v2", written, 0, true, true, Optional.empty()),
                new StateVersions.Entry("v1", written, 180, false, false, Optional.of(state))));

    assertDocument(StateVersionsPrinter.asJson(result), "versions");
  }

  @Test
  void a_plan() {
    PlanReport report =
        new Reports(Map.of(), Map.of())
            .of(
                List.of(
                    new PlannedStack(DATA, stack(DATA).file(), plan(), List.of(), 12),
                    new PlannedStack(NETWORK, stack(NETWORK).file(), Plan.EMPTY, List.of(), 3)),
                List.of(),
                15);

    assertDocument(PlanDocument.of(report, Optional.empty()), "plan");
  }

  @Test
  void a_plan_that_stopped() {
    PlanReport report =
        new PlanReport(
            List.of(), List.of(new MissingPlan(DATA, "deploy network first", false)), List.of(), 0);

    assertDocument(
        PlanDocument.of(report, Optional.of("deploy shop/production first")), "stopped-plan");
  }

  @Test
  void a_deploy() {
    var result =
        new DeployResult(
            List.of(
                new DeployResult.StackResult(stack(DATA), Outcome.APPLIED, plan(), Plan.EMPTY, 61),
                new DeployResult.StackResult(
                    stack(NETWORK), Outcome.NOT_STARTED, Plan.EMPTY, Plan.EMPTY, 0)),
            Map.of(DATA, outputs()),
            false);

    assertDocument(DeployPrinter.asJson(result, false), "deploy");
  }

  @Test
  void outputs_without_sensitive_ones() {
    assertDocument(OutputPrinter.values(outputs()), "outputs");
  }

  @Test
  void a_destroy() {
    var result =
        new DestroyResult(
            List.of(
                new DestroyResult.StackResult(stack(DATA), Outcome.DESTROYED, 12),
                new DestroyResult.StackResult(stack(NETWORK), Outcome.NOT_DEPLOYED, 0)));

    assertDocument(DestroyPrinter.asJson(result), "destroy");
  }

  @Test
  void ejected_stacks() {
    var result =
        new EjectStacks.Result(
            Path.of("/ejected"),
            List.of(
                new EjectStacks.EjectedStack(DATA, "data", 12, List.of("main.tf", "outputs.tf")),
                new EjectStacks.EjectedStack(NETWORK, "network", 0, List.of())),
            new StateFiles(Map.of(), Map.of()));

    assertDocument(EjectPrinter.asJson(result), "ejected");
  }

  @Test
  void runs_in_terraform_cloud() {
    var result =
        new PushToCloud.Result(
            List.of(
                new PushToCloud.PushedStack(
                    DATA,
                    "shop-production-data",
                    Outcome.APPLIED,
                    Optional.of(
                        new PushToCloud.RunReport(
                            "run-1", "https://cloud.test/run-1", new Counts(1, 2, 3, 4), 33))),
                new PushToCloud.PushedStack(
                    NETWORK, "shop-production-network", Outcome.NOT_STARTED, Optional.empty())),
            "shop/production");

    assertDocument(CloudPrinter.asJson(result), "cloud-runs");
  }

  private static Stack stack(StackId id) {
    var file =
        StackFile.of(
            Json.parse(
                """
                {"resource": {"aws_sqs_queue": {
                  "orders": {"//": {"metadata": {"path": "shop/orders/queue"}}}}}}\
                """));
    return new Stack(id, file, Path.of("."), "eu-west-1", new Backend.Local(), List.of());
  }

  private static Plan plan() {
    return new Plan(
        List.of(
            new Plan.Change(
                "aws_sqs_queue.orders",
                "aws_sqs_queue",
                Plan.Action.REPLACE,
                false,
                List.of(new Plan.Attribute("name", "\"a\"", "\"b\"")),
                List.of("name"),
                "",
                Set.of(),
                Json.object(),
                Json.object()),
            new Plan.Change(
                "aws_sqs_queue.gone",
                "aws_sqs_queue",
                Plan.Action.DELETE,
                false,
                List.of(),
                List.of(),
                "delete_because_no_resource_config",
                Set.of(),
                Json.object(),
                Json.object())),
        Map.of("queue-url", Plan.Action.UPDATE));
  }

  private static Map<String, Output> outputs() {
    return new TreeMap<>(
        Map.of(
            "cross-stack-output-vpc", new Output(Json.parse("\"vpc-1\""), false),
            "names", new Output(Json.parse("[\"a\", 1.50, null]"), false),
            "password", new Output(Json.parse("\"secret\""), true)));
  }
}

package dev.terrace.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The runs of an organization's workspaces, and their plans. */
public final class Runs {
  private final String host;
  private final CloudApi api;

  Runs(String host, CloudApi api) {
    this.host = host;
    this.api = api;
  }

  /**
   * Queues a run that plans, and applies only when confirmed, whatever the workspace's settings.
   */
  public Run start(Workspace workspace, String configurationVersion, String message) {
    ObjectNode body = CloudApi.body("runs");
    body.withObject("/data/attributes").put("message", message).put("auto-apply", false);
    body.withObject("/data/relationships/workspace/data")
        .put("type", "workspaces")
        .put("id", workspace.id());
    body.withObject("/data/relationships/configuration-version/data")
        .put("type", "configuration-versions")
        .put("id", configurationVersion);
    return Run.of(api.post("runs", body));
  }

  public Run run(String id) {
    return Run.of(api.get("runs/" + id));
  }

  /** Applies a run that waits for confirmation. */
  public void confirm(Run run) {
    act(run, "apply");
  }

  /** Discards a plan. */
  public void discard(Run run) {
    act(run, "discard");
  }

  /** Cancels the current step. */
  public void cancel(Run run) {
    act(run, "cancel");
  }

  private void act(Run run, String action) {
    api.post("runs/" + run.id() + "/actions/" + action, Json.object());
  }

  public Counts planned(Run run) {
    return run.planId().isEmpty() ? Counts.NONE : Counts.of(api.get("plans/" + run.planId()));
  }

  /**
   * A run's plan as {@code terraform show -json} prints it. It may hold secrets.
   * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#retrieve-the-json-execution-plan
   *
   * @param pause waits
   * @throws CloudException of status 404 when the token has no admin access to the workspace
   */
  public String planJson(Run run, Consumer<Duration> pause) {
    for (int i = 0; i < 120; i++) {
      String json = api.text("plans/" + run.planId() + "/json-output");
      if (!json.isBlank()) {
        return json;
      }
      pause.accept(Duration.ofMillis(500));
    }
    throw new CloudException(
        0, host + " has not written the plan of " + run.id() + " within a minute");
  }

  /**
   * The errors in the log of a failed run's apply, or of its plan; if there are none, the log's
   * last lines.
   */
  public List<String> errors(Run run) {
    String last = "";
    for (String path :
        List.of(
            run.applyId().isEmpty() ? "" : "applies/" + run.applyId(),
            run.planId().isEmpty() ? "" : "plans/" + run.planId())) {
      String address =
          path.isEmpty() ? "" : api.get(path).at("/data/attributes/log-read-url").asText("");
      if (address.isEmpty()) {
        continue;
      }
      String log = api.download(URI.create(address));
      List<String> errors = RunLog.errors(log);
      if (!errors.isEmpty()) {
        return errors;
      }
      last = last.isEmpty() ? RunLog.tail(log, 8) : last;
    }
    return last.isEmpty() ? List.of() : List.of(last);
  }
}

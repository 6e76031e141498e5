package dev.terrace.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.scan.NotAPlan;
import dev.terrace.terraform.scan.PlanScan;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The runs of an organization's workspaces, and their plans. */
public final class Runs {
  private static final int READS = 3;
  private static final int LOOKS = 120;
  private static final Duration BETWEEN = Duration.ofMillis(500);

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
   * A run's plan, read as it arrives, and again if it ends early. The API redirects to an address
   * that is good for a minute:
   * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#retrieve-the-json-execution-plan
   *
   * @param pause waits
   * @throws NotAPlan when it is none
   * @throws CloudException of status 404 when the token has no admin access to the workspace
   */
  public PlanScan plan(Run run, Consumer<Duration> pause) throws NotAPlan {
    for (int read = 1; ; read++) {
      try (InputStream json = openPlan(run, pause)) {
        return PlanScan.read(json);
      } catch (NotAPlan e) {
        if (read == READS) {
          throw e;
        }
      } catch (IOException e) {
        if (read == READS) {
          throw new CloudException(
              0, host + ": the plan of " + run.id() + " cannot be read: " + CloudHttp.reason(e));
        }
      }
      pause.accept(BETWEEN);
    }
  }

  private InputStream openPlan(Run run, Consumer<Duration> pause) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<InputStream> json = api.open("plans/" + run.planId() + "/json-output");
      if (json.isPresent()) {
        return json.get();
      }
      pause.accept(BETWEEN);
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

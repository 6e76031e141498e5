package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.terraform.CliConfig;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Token;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An organization in Terraform Cloud, with what stacks need of it. */
public final class Organization {
  private final String host;
  private final String name;
  private final CloudApi api;

  private Organization(String host, String name, CloudApi api) {
    this.host = host;
    this.name = name;
    this.api = api;
  }

  /**
   * Finds the token and the API's address; sends nothing to the API yet.
   *
   * @param pause waits
   * @throws CloudException when there is no token, or the host offers no API
   */
  public static Organization of(
      Backend.Cloud backend, Map<String, String> shell, Consumer<Duration> pause) {
    CliConfig config = CliConfig.read(shell);
    String host = backend.hostname();
    Token token = config.token(host).orElseThrow(() -> new CloudException(0, noToken(host)));
    return new Organization(
        host,
        backend.organization(),
        new CloudApi(host, Discovery.api(host, config), token, pause));
  }

  private static String noToken(String host) {
    return "a token for "
        + host
        + " is needed and none was found: neither the variable "
        + CliConfig.variable(host)
        + ", a 'credentials' block in Terraform's CLI configuration, nor"
        + " ~/.terraform.d/credentials.tfrc.json.\n"
        + "  Get one with: terraform login "
        + host;
  }

  public Optional<Workspace> workspace(String workspace) {
    return api.find("organizations/" + name + "/workspaces/" + workspace + "?include=locked_by")
        .map(Workspace::of);
  }

  /**
   * Creates a workspace that runs remotely, without auto-apply, and does not share its state.
   *
   * @throws CloudException when the token may not, or the organization does not exist
   */
  public Workspace create(String workspace, String terraformVersion, String description) {
    ObjectNode body = body("workspaces");
    body.withObject("/data/attributes")
        .put("name", workspace)
        .put("description", description)
        .put("execution-mode", "remote")
        .put("terraform-version", terraformVersion)
        .put("auto-apply", false)
        .put("global-remote-state", false);
    return Workspace.of(api.post("organizations/" + name + "/workspaces", body));
  }

  /**
   * Lets one workspace read the state of another.
   *
   * @return false if it already could
   */
  public boolean share(Workspace state, Workspace reader) {
    if (state.sharedWithAll()) {
      return false;
    }
    String path = "workspaces/" + state.id() + "/relationships/remote-state-consumers";
    List<JsonNode> readers = api.list(path);
    if (readers.stream().anyMatch(known -> known.path("id").asText().equals(reader.id()))) {
      return false;
    }
    ObjectNode body = Json.object();
    body.putArray("data").addObject().put("id", reader.id()).put("type", "workspaces");
    api.post(path, body);
    return true;
  }

  /** The serial of a workspace's state; empty if nothing was ever applied. */
  public Optional<Long> serial(Workspace workspace) {
    return api.find("workspaces/" + workspace.id() + "/current-state-version")
        .map(document -> document.at("/data/attributes/serial").asLong());
  }

  /**
   * Uploads a stack's folder.
   *
   * @param archive see {@link StackArchive}
   * @return the id of the configuration version
   */
  public String upload(Workspace workspace, byte[] archive, Consumer<Duration> pause) {
    ObjectNode body = body("configuration-versions");
    body.withObject("/data/attributes").put("auto-queue-runs", false).put("speculative", false);
    JsonNode created =
        api.post("workspaces/" + workspace.id() + "/configuration-versions", body).path("data");
    String id = created.path("id").asText();
    api.upload(URI.create(created.at("/attributes/upload-url").asText()), archive);
    for (int i = 0; i < 120; i++) {
      JsonNode attributes = api.get("configuration-versions/" + id).at("/data/attributes");
      String status = attributes.path("status").asText();
      if (status.equals("uploaded")) {
        return id;
      }
      if (status.equals("errored")) {
        throw new CloudException(
            0,
            host
                + " cannot use the upload for "
                + workspace.name()
                + ": "
                + attributes.path("error-message").asText("no reason given"));
      }
      pause.accept(Duration.ofMillis(500));
    }
    throw new CloudException(
        0, host + " has not unpacked the upload for " + workspace.name() + " within a minute");
  }

  /**
   * Queues a run that plans, and applies only when confirmed, whatever the workspace's settings.
   */
  public Run start(Workspace workspace, String configurationVersion, String message) {
    ObjectNode body = body("runs");
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

  /**
   * Releases a lock that a user, team or token holds.
   *
   * @throws CloudException when the token may not, or a run holds it
   */
  public void unlock(Workspace workspace) {
    api.post("workspaces/" + workspace.id() + "/actions/force-unlock", Json.object());
  }

  /** The address of a run in the browser. */
  public String address(Workspace workspace, Run run) {
    return "https://"
        + host
        + "/app/"
        + name
        + "/workspaces/"
        + workspace.name()
        + "/runs/"
        + run.id();
  }

  /** Name and host, for messages. */
  public String describe() {
    return name + " at " + host;
  }

  private static ObjectNode body(String type) {
    ObjectNode body = Json.object();
    body.putObject("data").put("type", type);
    return body;
  }
}

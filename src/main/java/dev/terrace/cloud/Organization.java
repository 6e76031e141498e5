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
        new CloudApi(host, Discovery.api(host, config), token, CloudApi.LIMIT, pause));
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
    ObjectNode body = CloudApi.body("workspaces");
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
    ObjectNode body = CloudApi.body("configuration-versions");
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
   * Releases a lock that a user, team or token holds.
   *
   * @throws CloudException when the token may not, or a run holds it
   */
  public void unlock(Workspace workspace) {
    api.post("workspaces/" + workspace.id() + "/actions/force-unlock", Json.object());
  }

  public Runs runs() {
    return new Runs(host, api);
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
}

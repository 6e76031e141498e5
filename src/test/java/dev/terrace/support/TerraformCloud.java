package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.terrace.support.provider.SharedProvider;
import dev.terrace.terraform.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Terraform Cloud on loopback, as far as the CLI and {@code cloud push} speak its API: workspaces
 * with locks, states, configuration versions, runs. A run unpacks what was uploaded and starts the
 * real Terraform there, as Terraform Cloud's own machines do: the state comes from the server and
 * goes back to it, and other workspaces' states are read through this API, with a token that may
 * read those alone that are shared with the run's workspace.
 */
public final class TerraformCloud implements AutoCloseable {
  public static final String HOST = "tfc.test";
  public static final String ORGANIZATION = "acme";

  private static final String API = "/api/v2/";

  /** Addresses that are secrets in themselves and need no token. */
  private static final String SIGNED = "/signed/";

  private final HttpServer server;
  private final Path folder;
  private final String token = "user-" + UUID.randomUUID();
  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, Space> spaces = new LinkedHashMap<>();
  private final Map<String, Upload> uploads = new LinkedHashMap<>();
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, Version> versions = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final ExecutorService answering = Executors.newCachedThreadPool();
  private final ExecutorService machine = Executors.newSingleThreadExecutor();
  private int number;

  /** One workspace. */
  private static final class Space {
    String id;
    ObjectNode attributes;
    String lockedBy = "";
    final List<String> readers = new ArrayList<>();
    final List<Version> versions = new ArrayList<>();
    String runToken;
  }

  /** One state version; {@code state} is null until it is uploaded. */
  private static final class Version {
    String id;
    long serial;
    byte[] state;
  }

  /** One configuration version. */
  private static final class Upload {
    String id;
    byte[] archive;
    boolean speculative;
    boolean queueRuns;
  }

  /** One run. */
  private static final class Job {
    String id;
    Space space;
    Upload upload;
    String status = "pending";
    String message;
    boolean autoApply;
    boolean planOnly;
    boolean destroy;
    JsonNode plan = Json.object();
    Path folder;

    boolean ended() {
      return List.of("applied", "planned_and_finished", "discarded", "errored", "canceled")
          .contains(status);
    }
  }

  private interface Handler {
    void answer(Request request) throws IOException;
  }

  private record Route(String method, Pattern path, Handler handler) {}

  /** A request whose path has matched. */
  private static final class Request {
    final HttpExchange exchange;
    final Matcher path;
    final byte[] body;
    final String bearer;

    Request(HttpExchange exchange, Matcher path) throws IOException {
      this.exchange = exchange;
      this.path = path;
      this.body = exchange.getRequestBody().readAllBytes();
      this.bearer = bearer(exchange);
    }

    JsonNode data() {
      return body.length == 0
          ? Json.object()
          : Json.parse(new String(body, StandardCharsets.UTF_8)).path("data");
    }

    String part(int group) {
      return path.group(group);
    }

    void json(int status, JsonNode document) throws IOException {
      send(exchange, status, document.toString().getBytes(StandardCharsets.UTF_8));
    }

    void none(int status) throws IOException {
      exchange.sendResponseHeaders(status, -1);
    }

    void refuse(int status, String title, String detail) throws IOException {
      refuse(status, title, detail, "");
    }

    void refuse(int status, String title, String detail, String pointer) throws IOException {
      ObjectNode document = Json.object();
      ObjectNode error =
          document
              .putArray("errors")
              .addObject()
              .put("status", Integer.toString(status))
              .put("title", title)
              .put("detail", detail);
      if (!pointer.isEmpty()) {
        error.putObject("source").put("pointer", pointer);
      }
      json(status, document);
    }

    void notFound() throws IOException {
      refuse(404, "not found", "");
    }
  }

  /**
   * @param variables the environment of every run, as a variable set of the organization gives it
   */
  public TerraformCloud(Path folder, Map<String, String> variables) {
    this.folder = folder.toAbsolutePath();
    this.variables.putAll(variables);
    try {
      Files.createDirectories(this.folder);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    addRoutes();
    server.createContext("/", this::handle);
    server.setExecutor(answering);
    server.start();
  }

  /** The token of a person who may do everything. */
  public String token() {
    return token;
  }

  /** Sets a variable of every run; null takes it away. */
  public synchronized void variable(String name, String value) {
    if (value == null) {
      variables.remove(name);
    } else {
      variables.put(name, value);
    }
  }

  /** The {@code host} block that leads to this server, for Terraform's CLI configuration. */
  public String hostBlock() {
    StringBuilder services = new StringBuilder();
    for (String service : List.of("tfe.v2", "tfe.v2.1", "tfe.v2.2")) {
      services.append("    \"" + service + "\" = \"" + address(API) + "\"\n");
    }
    return "host \"" + HOST + "\" {\n  services = {\n" + services + "  }\n}\n";
  }

  /** {@code METHOD path} of every request so far, without queries. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Names of the workspaces, in the order in which they were made. */
  public synchronized List<String> workspaces() {
    return spaces.values().stream().map(space -> space.attributes.path("name").asText()).toList();
  }

  /** {@code workspace status} of each run, in the order in which they were started. */
  public synchronized List<String> runs() {
    return jobs.values().stream()
        .map(job -> job.space.attributes.path("name").asText() + " " + job.status)
        .toList();
  }

  /** The attributes of a workspace. */
  public synchronized JsonNode workspace(String name) {
    return named(name).orElseThrow().attributes.deepCopy();
  }

  /** Sets an attribute of a workspace, as a person does in the browser. */
  public synchronized void set(String name, String attribute, String value) {
    named(name).orElseThrow().attributes.put(attribute, value);
  }

  /** Takes the lock of a workspace, as a person does in the browser. */
  public synchronized void lock(String name) {
    named(name).orElseThrow().lockedBy = "user-ada";
  }

  /** The state of a workspace; empty where it has none. */
  public synchronized JsonNode state(String name) {
    return named(name)
        .flatMap(TerraformCloud::current)
        .map(version -> Json.parse(new String(version.state, StandardCharsets.UTF_8)))
        .orElseGet(Json::object);
  }

  @Override
  public void close() {
    server.stop(0);
    machine.shutdownNow();
    answering.shutdownNow();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private String id(String kind) {
    number++;
    return kind + "-" + String.format("%08d", number);
  }

  private static String bearer(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.api+json");
    exchange.getResponseHeaders().set("TFP-API-Version", "2.6");
    exchange.getResponseHeaders().set("TFP-AppName", "HCP Terraform");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      synchronized (this) {
        boolean signed = path.startsWith(SIGNED);
        requests.add(exchange.getRequestMethod() + " " + (signed ? SIGNED : path.replace(API, "")));
        if (!signed && !known(bearer(exchange))) {
          String body = "{\"errors\":[{\"status\":\"401\",\"title\":\"unauthorized\"}]}";
          send(exchange, 401, body.getBytes(StandardCharsets.UTF_8));
          return;
        }
        for (Route route : routes) {
          Matcher matcher = route.path().matcher(path);
          if (route.method().equals(exchange.getRequestMethod()) && matcher.matches()) {
            route.handler().answer(new Request(exchange, matcher));
            return;
          }
        }
        send(
            exchange,
            404,
            "{\"errors\":[{\"status\":\"404\",\"title\":\"not found\"}]}"
                .getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace(); // otherwise the test would see a closed connection and nothing more
      throw e;
    }
  }

  private boolean known(String bearer) {
    return bearer.equals(token)
        || spaces.values().stream().anyMatch(space -> bearer.equals(space.runToken));
  }

  private void on(String method, String path, Handler handler) {
    routes.add(new Route(method, Pattern.compile(path.replace("{}", "([^/]+)")), handler));
  }

  private void addRoutes() {
    on("GET", API + "ping", request -> send(request.exchange, 204, new byte[0]));
    on("GET", API + "organizations/{}/entitlement-set", this::entitlements);
    on("GET", API + "organizations/{}/workspaces/{}", this::readWorkspace);
    on("PATCH", API + "organizations/{}/workspaces/{}", this::changeWorkspace);
    on("POST", API + "organizations/{}/workspaces", this::makeWorkspace);
    on("GET", API + "workspaces/{}", this::readWorkspaceById);
    on("PATCH", API + "workspaces/{}", this::changeWorkspaceById);
    on("POST", API + "workspaces/{}/actions/(lock|unlock|force-unlock)", this::lock);
    on("GET", API + "workspaces/{}/relationships/remote-state-consumers", this::readers);
    on("POST", API + "workspaces/{}/relationships/remote-state-consumers", this::addReaders);
    on("GET", API + "workspaces/{}/current-state-version", this::currentVersion);
    on("GET", API + "workspaces/{}/current-state-version-outputs", this::stateOutputs);
    on("GET", API + "state-version-outputs/wsout-(ws-\\d+)\\.{}", this::stateOutput);
    on("POST", API + "workspaces/{}/state-versions", this::makeVersion);
    on("GET", API + "state-versions/{}", this::readVersion);
    on("PUT", SIGNED + "state/{}", this::takeState);
    on("PUT", SIGNED + "json-state/{}", request -> request.none(200));
    on("GET", SIGNED + "state/{}", this::giveState);
    on("POST", API + "workspaces/{}/configuration-versions", this::makeUpload);
    on("GET", API + "configuration-versions/{}", this::readUpload);
    on("PUT", SIGNED + "configuration/{}", this::takeArchive);
    on("POST", API + "runs", this::makeRun);
    on("GET", API + "runs/{}", this::readRun);
    on("GET", API + "workspaces/{}/runs", request -> request.json(200, list()));
    on("GET", API + "organizations/{}/runs/queue", request -> request.json(200, list()));
    on("POST", API + "runs/{}/actions/(apply|discard|cancel)", this::act);
    on(
        "GET",
        API + "runs/{}/(?:run-events|task-stages|policy-checks)",
        request -> request.json(200, list()));
    on("GET", API + "(plan|applie)s/{}", this::readStep);
    on("GET", API + "plans/{}/json-output", this::planAddress);
    on("GET", API + "plans/{}/json-output-redacted", this::planJson);
    on("GET", SIGNED + "plan-json/{}", this::planJson);
    on("GET", SIGNED + "log/(plan|apply)/{}", this::log);
  }

  // Organizations and workspaces

  private void entitlements(Request request) throws IOException {
    if (!request.part(1).equals(ORGANIZATION)) {
      request.notFound();
      return;
    }
    ObjectNode document = Json.object();
    document
        .putObject("data")
        .put("id", "org-1")
        .put("type", "entitlement-sets")
        .putObject("attributes")
        .put("operations", true)
        .put("state-storage", true)
        .put("teams", true)
        .put("cost-estimation", false);
    request.json(200, document);
  }

  private Optional<Space> named(String name) {
    return spaces.values().stream()
        .filter(space -> space.attributes.path("name").asText().equals(name))
        .findFirst();
  }

  private void makeWorkspace(Request request) throws IOException {
    JsonNode attributes = request.data().path("attributes");
    String name = attributes.path("name").asText();
    if (!request.part(1).equals(ORGANIZATION)) {
      request.notFound();
    } else if (!name.matches("[A-Za-z0-9_-]+")) {
      request.refuse(422, "invalid attribute", "Name is not valid", "/data/attributes/name");
    } else if (named(name).isPresent()) {
      request.refuse(
          422, "invalid attribute", "Name has already been taken", "/data/attributes/name");
    } else {
      Space space = new Space();
      space.id = id("ws");
      space.runToken = "run-" + UUID.randomUUID();
      space.attributes =
          Json.object()
              .put("execution-mode", "remote")
              .put("terraform-version", "1.11.4")
              .put("auto-apply", false)
              .put("global-remote-state", false)
              .put("structured-run-output-enabled", false);
      attributes.properties().forEach(each -> space.attributes.set(each.getKey(), each.getValue()));
      spaces.put(space.id, space);
      request.json(201, document(space));
    }
  }

  private void readWorkspace(Request request) throws IOException {
    answer(
        request, request.part(1).equals(ORGANIZATION) ? named(request.part(2)) : Optional.empty());
  }

  private void readWorkspaceById(Request request) throws IOException {
    answer(request, Optional.ofNullable(spaces.get(request.part(1))));
  }

  private void changeWorkspace(Request request) throws IOException {
    change(request, named(request.part(2)));
  }

  private void changeWorkspaceById(Request request) throws IOException {
    change(request, Optional.ofNullable(spaces.get(request.part(1))));
  }

  private void change(Request request, Optional<Space> space) throws IOException {
    space.ifPresent(
        found ->
            request
                .data()
                .path("attributes")
                .properties()
                .forEach(each -> found.attributes.set(each.getKey(), each.getValue())));
    answer(request, space);
  }

  private void answer(Request request, Optional<Space> space) throws IOException {
    if (space.isEmpty() || !mayRead(request.bearer, space.get())) {
      request.notFound();
    } else {
      request.json(200, document(space.get()));
    }
  }

  /** A run reads the states of its own workspace and of those that are shared with it. */
  private boolean mayRead(String bearer, Space space) {
    return bearer.equals(token)
        || bearer.equals(space.runToken)
        || space.attributes.path("global-remote-state").asBoolean()
        || space.readers.stream().anyMatch(id -> bearer.equals(spaces.get(id).runToken));
  }

  private static ObjectNode document(Space space) {
    ObjectNode document = Json.object();
    ObjectNode data = document.putObject("data").put("id", space.id).put("type", "workspaces");
    ObjectNode attributes = space.attributes.deepCopy();
    data.set("attributes", attributes);
    attributes
        .put("locked", !space.lockedBy.isEmpty())
        .put("operations", attributes.path("execution-mode").asText().equals("remote"))
        .put("resource-count", resources(space));
    ObjectNode permissions = attributes.putObject("permissions");
    for (String permission :
        List.of(
            "can-queue-run",
            "can-queue-apply",
            "can-queue-destroy",
            "can-read-settings",
            "can-read-run",
            "can-read-state-versions",
            "can-create-state-versions",
            "can-lock",
            "can-unlock",
            "can-force-unlock",
            "can-update",
            "can-destroy")) {
      permissions.put(permission, true);
    }
    ObjectNode relationships = data.putObject("relationships");
    relationships
        .withObject("/organization/data")
        .put("id", ORGANIZATION)
        .put("type", "organizations");
    if (!space.lockedBy.isEmpty()) {
      boolean run = space.lockedBy.startsWith("run-");
      relationships
          .withObject("/locked-by/data")
          .put("id", space.lockedBy)
          .put("type", run ? "runs" : "users");
      if (!run) {
        document
            .putArray("included")
            .addObject()
            .put("id", space.lockedBy)
            .put("type", "users")
            .putObject("attributes")
            .put("username", "ada");
      }
    }
    return document;
  }

  private static int resources(Space space) {
    return current(space)
        .map(
            version ->
                Json.parse(new String(version.state, StandardCharsets.UTF_8)).path("resources"))
        .map(
            list -> {
              int count = 0;
              for (JsonNode resource : list) {
                count +=
                    resource.path("mode").asText().equals("managed")
                        ? resource.path("instances").size()
                        : 0;
              }
              return count;
            })
        .orElse(0);
  }

  private void lock(Request request) throws IOException {
    Space space = spaces.get(request.part(1));
    boolean run = space.lockedBy.startsWith("run-");
    switch (request.part(2)) {
      case "lock" -> {
        if (!space.lockedBy.isEmpty()) {
          request.refuse(409, "conflict", "Unable to lock workspace. It is already locked");
          return;
        }
        space.lockedBy = "user-ada";
      }
      default -> {
        if (run || space.lockedBy.isEmpty()) {
          request.refuse(
              409,
              "conflict",
              run
                  ? "Unable to unlock workspace. It is locked by a run"
                  : "Unable to unlock workspace. It is not locked");
          return;
        }
        space.lockedBy = "";
        next(space);
      }
    }
    request.json(200, document(space));
  }

  private void readers(Request request) throws IOException {
    ObjectNode document = list();
    for (String reader : spaces.get(request.part(1)).readers) {
      ((ArrayNode) document.path("data")).addObject().put("id", reader).put("type", "workspaces");
    }
    request.json(200, document);
  }

  private void addReaders(Request request) throws IOException {
    request
        .data()
        .forEach(reader -> spaces.get(request.part(1)).readers.add(reader.path("id").asText()));
    request.none(204);
  }

  private static ObjectNode list() {
    ObjectNode document = Json.object();
    document.putArray("data");
    document.withObject("/meta/pagination").put("current-page", 1).put("total-pages", 1);
    return document;
  }

  // States

  private static Optional<Version> current(Space space) {
    return space.versions.stream()
        .filter(version -> version.state != null)
        .reduce((first, second) -> second);
  }

  private void currentVersion(Request request) throws IOException {
    Space space = spaces.get(request.part(1));
    Optional<Version> version =
        space != null && mayRead(request.bearer, space) ? current(space) : Optional.empty();
    if (version.isEmpty()) {
      request.notFound();
    } else {
      request.json(200, document(version.get()));
    }
  }

  /** Of a list of outputs, sensitive values are left out: each is asked for by itself. */
  private void stateOutputs(Request request) throws IOException {
    ObjectNode document = list();
    Space space = spaces.get(request.part(1));
    outputs(space)
        .properties()
        .forEach(
            output ->
                ((ArrayNode) document.path("data")).add(output(space, output.getKey(), false)));
    request.json(200, document);
  }

  private void stateOutput(Request request) throws IOException {
    ObjectNode document = Json.object();
    document.set("data", output(spaces.get(request.part(1)), request.part(2), true));
    request.json(200, document);
  }

  private static JsonNode outputs(Space space) {
    return current(space)
        .map(version -> Json.parse(new String(version.state, StandardCharsets.UTF_8)))
        .orElseGet(Json::object)
        .path("outputs");
  }

  private static ObjectNode output(Space space, String name, boolean secrets) {
    JsonNode output = outputs(space).path(name);
    boolean sensitive = output.path("sensitive").asBoolean();
    ObjectNode data =
        Json.object()
            .put("id", "wsout-" + space.id + "." + name)
            .put("type", "state-version-outputs");
    ObjectNode attributes =
        data.putObject("attributes")
            .put("name", name)
            .put("sensitive", sensitive)
            .put("type", output.path("value").isArray() ? "array" : "string");
    attributes.set("value", sensitive && !secrets ? null : output.path("value"));
    attributes.set("detailed-type", output.path("type"));
    return data;
  }

  private void makeVersion(Request request) throws IOException {
    Space space = spaces.get(request.part(1));
    JsonNode attributes = request.data().path("attributes");
    if (space.lockedBy.isEmpty()) {
      request.refuse(409, "conflict", "The workspace must be locked to write its state");
      return;
    }
    Version version = new Version();
    version.id = id("sv");
    version.serial = attributes.path("serial").asLong();
    space.versions.add(version);
    versions.put(version.id, version);
    if (attributes.path("state").isTextual()) {
      version.state = java.util.Base64.getDecoder().decode(attributes.path("state").asText());
    }
    request.json(201, document(version));
  }

  private void readVersion(Request request) throws IOException {
    request.json(200, document(versions.get(request.part(1))));
  }

  private ObjectNode document(Version version) {
    ObjectNode document = Json.object();
    document
        .putObject("data")
        .put("id", version.id)
        .put("type", "state-versions")
        .putObject("attributes")
        .put("serial", version.serial)
        .put("status", version.state == null ? "pending" : "finalized")
        .put("hosted-state-download-url", address(SIGNED + "state/" + version.id))
        .put("hosted-state-upload-url", address(SIGNED + "state/" + version.id))
        .put("hosted-json-state-upload-url", address(SIGNED + "json-state/" + version.id));
    return document;
  }

  private void takeState(Request request) throws IOException {
    versions.get(request.part(1)).state = request.body;
    request.none(200);
  }

  private void giveState(Request request) throws IOException {
    send(request.exchange, 200, versions.get(request.part(1)).state);
  }

  // Configuration versions

  private void makeUpload(Request request) throws IOException {
    JsonNode attributes = request.data().path("attributes");
    Upload upload = new Upload();
    upload.id = id("cv");
    upload.speculative = attributes.path("speculative").asBoolean();
    upload.queueRuns = attributes.path("auto-queue-runs").asBoolean(true);
    uploads.put(upload.id, upload);
    request.json(201, document(upload));
  }

  private void readUpload(Request request) throws IOException {
    request.json(200, document(uploads.get(request.part(1))));
  }

  private ObjectNode document(Upload upload) {
    ObjectNode document = Json.object();
    document
        .putObject("data")
        .put("id", upload.id)
        .put("type", "configuration-versions")
        .putObject("attributes")
        .put("status", upload.archive == null ? "pending" : "uploaded")
        .put("speculative", upload.speculative)
        .put("auto-queue-runs", upload.queueRuns)
        .put("upload-url", address(SIGNED + "configuration/" + upload.id));
    return document;
  }

  private void takeArchive(Request request) throws IOException {
    uploads.get(request.part(1)).archive = request.body;
    request.none(200);
  }

  // Runs

  private void makeRun(Request request) throws IOException {
    JsonNode data = request.data();
    Space space = spaces.get(data.at("/relationships/workspace/data/id").asText());
    Upload upload = uploads.get(data.at("/relationships/configuration-version/data/id").asText());
    if (space == null || upload == null || upload.archive == null) {
      request.refuse(422, "invalid attribute", "Configuration version is missing or not uploaded");
      return;
    }
    if (!space.attributes.path("execution-mode").asText().equals("remote")) {
      request.refuse(422, "invalid attribute", "Workspace does not run Terraform remotely");
      return;
    }
    JsonNode attributes = data.path("attributes");
    Job job = new Job();
    job.id = id("run");
    job.space = space;
    job.upload = upload;
    job.message = attributes.path("message").asText("");
    job.autoApply =
        attributes.path("auto-apply").isBoolean()
            ? attributes.path("auto-apply").asBoolean()
            : space.attributes.path("auto-apply").asBoolean();
    job.planOnly = attributes.path("plan-only").asBoolean() || upload.speculative;
    job.destroy = attributes.path("is-destroy").asBoolean();
    job.folder = folder.resolve(job.id);
    jobs.put(job.id, job);
    next(space);
    request.json(201, document(job));
  }

  private void readRun(Request request) throws IOException {
    Job job = jobs.get(request.part(1));
    if (job == null) {
      request.notFound();
    } else {
      request.json(200, document(job));
    }
  }

  private static ObjectNode document(Job job) {
    ObjectNode document = Json.object();
    ObjectNode data = document.putObject("data").put("id", job.id).put("type", "runs");
    ObjectNode attributes =
        data.putObject("attributes")
            .put("status", job.status)
            .put("message", job.message)
            .put("auto-apply", job.autoApply)
            .put("plan-only", job.planOnly)
            .put("is-destroy", job.destroy)
            .put("has-changes", changes(job) > 0);
    boolean planned = job.status.equals("planned");
    boolean working = List.of("pending", "planning", "applying").contains(job.status);
    attributes
        .putObject("actions")
        .put("is-confirmable", planned)
        .put("is-discardable", planned || job.status.equals("pending"))
        .put("is-cancelable", working);
    attributes
        .putObject("permissions")
        .put("can-apply", true)
        .put("can-cancel", true)
        .put("can-discard", true);
    ObjectNode relationships = data.putObject("relationships");
    relate(relationships, "workspace", "workspaces", job.space.id);
    relate(relationships, "configuration-version", "configuration-versions", job.upload.id);
    relate(relationships, "plan", "plans", job.id.replace("run-", "plan-"));
    relate(relationships, "apply", "applies", job.id.replace("run-", "apply-"));
    return document;
  }

  private static void relate(ObjectNode relationships, String name, String type, String id) {
    relationships.withObject("/" + name + "/data").put("type", type).put("id", id);
  }

  private void act(Request request) throws IOException {
    Job job = jobs.get(request.part(1));
    JsonNode actions = document(job).at("/data/attributes/actions");
    String action = request.part(2);
    String allowed =
        switch (action) {
          case "apply" -> "is-confirmable";
          case "discard" -> "is-discardable";
          default -> "is-cancelable";
        };
    if (!actions.path(allowed).asBoolean()) {
      request.refuse(409, "transition not allowed", "The run is " + job.status);
      return;
    }
    switch (action) {
      case "apply" -> apply(job);
      case "discard" -> end(job, "discarded");
      default -> end(job, "canceled");
    }
    request.none(202);
  }

  /** Begins the oldest run of a workspace that nobody holds. */
  private void next(Space space) {
    if (!space.lockedBy.isEmpty()) {
      return;
    }
    jobs.values().stream()
        .filter(job -> job.space == space && job.status.equals("pending"))
        .findFirst()
        .ifPresent(
            job -> {
              space.lockedBy = job.id;
              job.status = "planning";
              machine.execute(() -> plan(job));
            });
  }

  private synchronized void end(Job job, String status) {
    job.status = status;
    if (job.space.lockedBy.equals(job.id)) {
      job.space.lockedBy = "";
    }
    next(job.space);
  }

  private void plan(Job job) {
    try {
      unpack(job);
      int init = terraform(job, "plan", "init", "-input=false", "-no-color", "-lockfile=readonly");
      List<String> arguments =
          new ArrayList<>(List.of("plan", "-input=false", "-no-color", "-out=run.tfplan"));
      if (job.destroy) {
        arguments.add("-destroy");
      }
      if (init != 0 || terraform(job, "plan", arguments.toArray(String[]::new)) != 0) {
        endUnlessStopped(job, "errored");
        return;
      }
      terraform(job, "json", "show", "-json", "run.tfplan");
      JsonNode plan = Json.read(job.folder.resolve("log-json"));
      synchronized (this) {
        job.plan = plan;
        if (job.ended()) {
          return;
        }
        boolean changes = changes(job) > 0 || outputsChange(plan);
        if (job.planOnly || !changes) {
          end(job, "planned_and_finished");
        } else if (job.autoApply) {
          apply(job);
        } else {
          job.status = "planned";
        }
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      endUnlessStopped(job, "errored");
    }
  }

  private synchronized void endUnlessStopped(Job job, String status) {
    if (!job.ended()) {
      end(job, status);
    }
  }

  private synchronized void apply(Job job) {
    job.status = "applying";
    machine.execute(
        () -> {
          try {
            int code = terraform(job, "apply", "apply", "-input=false", "-no-color", "run.tfplan");
            Path state = job.folder.resolve("terraform.tfstate");
            synchronized (this) {
              if (Files.exists(state)) {
                Version version = new Version();
                version.id = id("sv");
                version.state = Files.readAllBytes(state);
                version.serial = Json.read(state).path("serial").asLong();
                job.space.versions.add(version);
                versions.put(version.id, version);
              }
              end(job, code == 0 ? "applied" : "errored");
            }
          } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            endUnlessStopped(job, "errored");
          }
        });
  }

  /**
   * What was uploaded, with what Terraform Cloud's machines add: the state, and an override that
   * keeps it there for the time of the run.
   */
  private void unpack(Job job) throws IOException {
    Files.createDirectories(job.folder);
    try (InputStream bytes = new ByteArrayInputStream(job.upload.archive);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(bytes))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = job.folder.resolve(entry.getName()).normalize();
        if (entry.isFile() && file.startsWith(job.folder)) {
          Files.createDirectories(file.getParent());
          Files.copy(tar, file);
        }
      }
    }
    ObjectNode override = Json.object();
    override.withObject("/terraform/backend/local").put("path", "terraform.tfstate");
    if (Json.read(job.folder.resolve("cdk.tf.json")).path("provider").has("aws")) {
      override.withObject("/provider").putArray("aws").addObject().put("max_retries", 3);
    }
    Json.write(job.folder.resolve("zz_run_override.tf.json"), override);
    synchronized (this) {
      Optional<Version> version = current(job.space);
      if (version.isPresent()) {
        Files.write(job.folder.resolve("terraform.tfstate"), version.get().state);
      }
    }
  }

  private int terraform(Job job, String log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(job.folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(!log.equals("json"))
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(job.folder.resolve("log-" + log).toFile()));
    builder.environment().keySet().removeIf(name -> name.matches("(AWS|TF|TERRACE)_.*"));
    synchronized (this) {
      builder.environment().putAll(variables);
    }
    builder.environment().put("TF_IN_AUTOMATION", "1");
    builder.environment().put("TF_TOKEN_" + HOST.replace('.', '_'), job.space.runToken);
    SharedProvider.attach(builder);
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  private void readStep(Request request) throws IOException {
    boolean plan = request.part(1).equals("plan");
    Job job = jobs.get(request.part(2).replaceFirst("^(plan|apply)-", "run-"));
    ObjectNode document = Json.object();
    ObjectNode attributes =
        document
            .putObject("data")
            .put("id", request.part(2))
            .put("type", plan ? "plans" : "applies")
            .putObject("attributes")
            .put("status", plan ? planStatus(job) : applyStatus(job))
            .put("has-changes", changes(job) > 0)
            .put("log-read-url", address(SIGNED + "log/" + (plan ? "plan/" : "apply/") + job.id));
    attributes
        .put("resource-additions", count(job, "create"))
        .put("resource-changes", count(job, "update"))
        .put("resource-destructions", count(job, "delete"))
        .put("resource-imports", 0);
    request.json(200, document);
  }

  private static String planStatus(Job job) {
    return switch (job.status) {
      case "pending" -> "pending";
      case "planning" -> "running";
      case "errored" -> job.plan.isEmpty() ? "errored" : "finished";
      default -> "finished";
    };
  }

  private static String applyStatus(Job job) {
    return switch (job.status) {
      case "applying" -> "running";
      case "applied" -> "finished";
      case "errored" -> job.plan.isEmpty() ? "unreachable" : "errored";
      case "discarded", "canceled", "planned_and_finished" -> "unreachable";
      default -> "pending";
    };
  }

  /** Redirects to an address that needs no token. */
  private void planAddress(Request request) throws IOException {
    if (jobs.get(request.part(1).replaceFirst("^plan-", "run-")).plan.isEmpty()) {
      request.none(204);
    } else {
      String address = address(SIGNED + "plan-json/" + request.part(1));
      request.exchange.getResponseHeaders().set("Location", address);
      request.none(307);
    }
  }

  private void planJson(Request request) throws IOException {
    if (!request.bearer.isEmpty()
        && request.exchange.getRequestURI().getPath().startsWith(SIGNED)) {
      request.refuse(400, "bad request", "two ways to authenticate");
      return;
    }
    request.json(200, jobs.get(request.part(1).replaceFirst("^plan-", "run-")).plan);
  }

  /** From an offset on; control characters begin and end it, as there. */
  private void log(Request request) throws IOException {
    Job job = jobs.get(request.part(2));
    Path file = job.folder.resolve("log-" + request.part(1));
    String text = Files.exists(file) ? "\u0002" + Files.readString(file) : "";
    boolean over =
        request.part(1).equals("plan")
            ? !List.of("pending", "planning").contains(job.status)
            : job.ended();
    byte[] bytes = (over ? text + "\u0003" : text).getBytes(StandardCharsets.UTF_8);
    Matcher offset =
        Pattern.compile("offset=(\\d+)")
            .matcher(Optional.ofNullable(request.exchange.getRequestURI().getQuery()).orElse(""));
    int from = offset.find() ? Math.min(bytes.length, Integer.parseInt(offset.group(1))) : 0;
    send(request.exchange, 200, java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static int changes(Job job) {
    return count(job, "create") + count(job, "update") + count(job, "delete");
  }

  private static int count(Job job, String action) {
    int count = 0;
    for (JsonNode change : job.plan.path("resource_changes")) {
      for (JsonNode each : change.path("change").path("actions")) {
        count += each.asText().equals(action) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean outputsChange(JsonNode plan) {
    for (JsonNode change : plan.path("output_changes")) {
      if (!change.path("actions").path(0).asText().equals("no-op")) {
        return true;
      }
    }
    return false;
  }
}

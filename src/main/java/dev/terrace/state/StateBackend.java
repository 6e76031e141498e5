package dev.terrace.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.guard.Protections;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.terraform.UiMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** One state bucket with its lock table, made by the Terraform root {@code backend/}. */
public final class StateBackend {
  /** Where the state of the backend's own resources lies in its bucket. */
  public static final String OWN_KEY = "terrace/backend.tfstate";

  private static final String BACKEND_FILE = "terrace_backend.tf.json";
  private static final String OVERRIDE = "terrace_override.tf.json";
  private static final String MADE = "made";
  private static final String LOCAL_STATE = "terraform.tfstate";

  private final Backend.S3 backend;
  private final Map<String, String> tags;
  private final Path root;
  private final Path folder;
  private final Terraform terraform;
  private final boolean simulated;
  private final Consumer<UiMessage> progress;

  /**
   * @param root the folder {@code backend/} of the project
   * @param workingFolders the folder of working folders
   * @param runner gives Terraform in a folder
   * @param simulated the AWS is a simulation, which answers at once or not at all
   */
  public StateBackend(
      Backend.S3 backend,
      Map<String, String> tags,
      Path root,
      Path workingFolders,
      Function<Path, Terraform> runner,
      boolean simulated,
      Consumer<UiMessage> progress) {
    this.backend = backend;
    this.tags = tags;
    this.root = root;
    this.folder = workingFolders.resolve("backend-" + backend.bucket());
    this.terraform = runner.apply(folder);
    this.simulated = simulated;
    this.progress = progress;
  }

  /** What a bootstrap found or did. */
  public enum Outcome {
    /** Bucket and table were made. */
    MADE,
    /** They were there, and something about them was brought up to date. */
    UPDATED,
    /** Everything was there. */
    UNCHANGED,
    /** The bucket is there, made by somebody else: it is used as it is. */
    FOREIGN
  }

  /**
   * Makes bucket and table where they are missing. A bootstrap that was stopped half way is taken
   * up where it was left.
   */
  public Outcome bootstrap() {
    prepare();
    if (madeAlready()) {
      return Outcome.UNCHANGED;
    }
    String asked = fingerprint();
    if (holdsLocalState() || !connect()) {
      make();
      noteMade(asked);
      return Outcome.MADE;
    }
    Made made = made();
    if (made.lock().isPresent() && made.lock().get() != backend.lock()) {
      throw new RefusedException(
          "the states in s3://"
              + backend.bucket()
              + " are locked by '"
              + made.lock().get()
              + "', and the configuration says '"
              + backend.lock()
              + "': take them over first, with ./terrace backend migrate");
    }
    Outcome outcome = made.isForeign() ? Outcome.FOREIGN : update(made.table());
    noteMade(asked);
    return outcome;
  }

  /**
   * The same where the kind of lock has changed. A table that locked states before is kept.
   *
   * @throws IllegalStateException when there is no bucket
   */
  Outcome relock() {
    return change(Made::table);
  }

  /** Destroys a lock table that the configuration does not name any more. */
  public void dropTable() {
    change(made -> Optional.empty());
  }

  private Outcome change(Function<Made, Optional<String>> tableToKeep) {
    prepare();
    String asked = fingerprint();
    if (!connect()) {
      throw new IllegalStateException("there is no bucket " + backend.bucket());
    }
    Made made = made();
    if (made.isForeign()) {
      return Outcome.FOREIGN;
    }
    Optional<String> kept = tableToKeep.apply(made);
    if (kept.isEmpty() && !backend.usesTable()) {
      ObjectNode override = Json.object();
      override
          .withObject("/resource/aws_dynamodb_table/locks/lifecycle")
          .put("prevent_destroy", false);
      writeOverride(override);
    }
    Outcome outcome = update(kept);
    writeOverride(Json.object());
    noteMade(asked);
    return outcome;
  }

  private Outcome update(Optional<String> keptTable) {
    writeVariables(keptTable);
    Plan plan = terraform.plan(List.of(), progress);
    if (plan.isEmpty()) {
      terraform.discardPlan();
      return Outcome.UNCHANGED;
    }
    terraform.apply(progress);
    return Outcome.UPDATED;
  }

  /**
   * What is there.
   *
   * @param state of the backend's own resources; empty where somebody else made the bucket
   * @param lock how states are locked, as the backend was last told; empty where it never was
   * @param table the lock table that it owns
   */
  public record Made(State state, Optional<Backend.Lock> lock, Optional<String> table) {
    static final Made BY_SOMEBODY_ELSE = new Made(State.EMPTY, Optional.empty(), Optional.empty());

    /** Made by somebody else. */
    public boolean isForeign() {
      return state.isEmpty();
    }

    /**
     * @param tree the state of the root {@code backend/}
     */
    static Made of(JsonNode tree) {
      State state = State.of(tree);
      JsonNode block = tree.at("/outputs/backend/value");
      boolean table = block.path("dynamodb_table").isTextual();
      boolean file = block.path("use_lockfile").asBoolean();
      Optional<Backend.Lock> lock =
          table
              ? Optional.of(file ? Backend.Lock.both : Backend.Lock.dynamodb)
              : file ? Optional.of(Backend.Lock.s3) : Optional.empty();
      return new Made(
          state,
          lock,
          Optional.ofNullable(state.resources().get("aws_dynamodb_table.locks[0]"))
              .map(attributes -> attributes.path("name").asText()));
    }
  }

  private Made made() {
    String text = terraform.pull();
    return text.isBlank() ? Made.BY_SOMEBODY_ELSE : Made.of(Json.parse(text));
  }

  /**
   * Destroys bucket and table, with every version of every object. Whether states still hold
   * resources is for the caller to see to.
   *
   * @return false where there was nothing
   */
  public boolean teardown() {
    prepare();
    if (!holdsLocalState()) {
      if (!connect() || terraform.state().isEmpty()) {
        return false;
      }
      // The state cannot stay in the bucket it destroys.
      delete(folder.resolve(BACKEND_FILE));
      terraform.migrate();
    } else {
      delete(folder.resolve(BACKEND_FILE));
      terraform.reconnect();
    }
    writeVariables(made().table());
    Protections protections = Protections.find(protectedResources(), terraform.state());
    writeOverride(protections.override());
    terraform.plan(List.of(), progress);
    terraform.apply(progress);
    terraform.plan(List.of("-destroy"), progress);
    terraform.apply(progress);
    deleteFolder();
    return true;
  }

  /** The root's resources that refuse to be destroyed, as the override needs to know them. */
  private static StackFile protectedResources() {
    ObjectNode tree = Json.object();
    for (String address : List.of("aws_s3_bucket.state", "aws_dynamodb_table.locks")) {
      String[] parts = address.split("\\.", -1);
      tree.withObject("/resource/" + parts[0] + "/" + parts[1] + "/lifecycle")
          .put("prevent_destroy", true);
    }
    return StackFile.of(tree);
  }

  private void make() {
    delete(folder.resolve(BACKEND_FILE));
    terraform.reconnect();
    terraform.plan(List.of(), progress);
    terraform.apply(progress);
    writeBackend();
    terraform.migrate();
    Plan left = terraform.plan(List.of(), progress);
    terraform.discardPlan();
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "the state backend still differs after it was made: " + left.counts());
    }
    moveLocalStateAway();
  }

  /**
   * The simulation is changed by nobody else, and its folder goes when its memory does: there, a
   * note that the same was made before is as good as a plan.
   */
  private boolean madeAlready() {
    Path note = folder.resolve(MADE);
    try {
      return simulated && Files.exists(note) && Files.readString(note).equals(fingerprint());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void noteMade(String asked) {
    try {
      Files.writeString(folder.resolve(MADE), asked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String fingerprint() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files
              .filter(f -> f.toString().matches(".*\\.tf(vars)?(\\.json)?"))
              .filter(f -> !f.endsWith(BACKEND_FILE))
              .sorted()
              .toList()) {
        text.append(file.getFileName()).append('\n').append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** False where the bucket does not exist. */
  private boolean connect() {
    writeBackend();
    try {
      terraform.reconnect();
      return true;
    } catch (TerraformException e) {
      if (e.missesBucket()) {
        return false;
      }
      throw e;
    }
  }

  private void prepare() {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".tf")).sorted().toList()) {
          Files.copy(
              file,
              folder.resolve(file.getFileName().toString()),
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + folder, e);
    }
    writeVariables(Optional.empty());
    writeOverride(Json.object());
  }

  private void writeVariables(Optional<String> keptTable) {
    ObjectNode variables =
        Json.object()
            .put("bucket", backend.bucket())
            .put("region", backend.region())
            .put("lock", backend.lock().toString());
    if (backend.usesTable()) {
      variables.put("lock_table", backend.dynamodbTable());
    } else {
      keptTable.ifPresent(table -> variables.put("lock_table", table));
    }
    ObjectNode tagNode = variables.putObject("tags");
    tags.forEach(tagNode::put);
    Json.write(folder.resolve("terrace.auto.tfvars.json"), variables);
  }

  private void writeOverride(ObjectNode override) {
    if (simulated) {
      override.withObject("/provider/aws").put("max_retries", 3);
    }
    Json.write(folder.resolve(OVERRIDE), override);
  }

  private void writeBackend() {
    // The table is one of the things it makes, so it cannot be what locks it.
    Backend.S3 own = new Backend.S3(backend.bucket(), backend.region(), Backend.Lock.s3, null);
    Json.write(folder.resolve(BACKEND_FILE), configuration(own, OWN_KEY));
  }

  /** A Terraform file that names the backend, and nothing else. */
  static ObjectNode configuration(Backend.S3 backend, String key) {
    ObjectNode tree = Json.object();
    ObjectNode s3 = tree.withObject("/terraform/backend/s3");
    s3.put("bucket", backend.bucket())
        .put("key", key)
        .put("region", backend.region())
        .put("encrypt", true);
    if (backend.usesTable()) {
      s3.put("dynamodb_table", backend.dynamodbTable());
    }
    if (backend.usesLockFile()) {
      s3.put("use_lockfile", true);
    }
    return tree;
  }

  /**
   * Terraform in a folder that knows a stack's state and nothing else of the stack, so that states
   * can be looked at and unlocked whatever becomes of the code.
   *
   * @throws TerraformException also when the bucket does not exist
   */
  public static Terraform stateOf(
      StackId stack, Backend backend, Path workingFolders, Function<Path, Terraform> runner) {
    Path probe = workingFolders.resolve("states").resolve(stack.stackName());
    ObjectNode tree;
    if (backend instanceof Backend.S3 s3) {
      tree = configuration(s3, s3.key(stack));
    } else if (backend instanceof Backend.Cloud cloud) {
      tree = Json.object();
      tree.withObject("/terraform/cloud")
          .put("hostname", cloud.hostname())
          .put("organization", cloud.organization())
          .putObject("workspaces")
          .put("name", cloud.workspace(stack));
    } else {
      tree = Json.object();
      tree.withObject("/terraform/backend/local")
          .put("path", "../../" + stack.stackName() + ".tfstate");
    }
    Json.write(probe.resolve("backend.tf.json"), tree);
    Terraform terraform = runner.apply(probe);
    terraform.reconnect();
    return terraform;
  }

  private boolean holdsLocalState() {
    Path file = folder.resolve(LOCAL_STATE);
    return Files.exists(file) && !State.of(Json.read(file)).isEmpty();
  }

  /** A later init with {@code -reconfigure} trips over it. */
  private void moveLocalStateAway() {
    Path away = folder.resolve("migrated");
    try {
      Files.createDirectories(away);
      for (String name : List.of(LOCAL_STATE, LOCAL_STATE + ".backup")) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
          Files.move(file, away.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

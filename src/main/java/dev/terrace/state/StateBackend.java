package dev.terrace.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Protections;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.terraform.UiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One state bucket with its lock table, created by the Terraform root {@code backend/}. */
public final class StateBackend {
  /** The key of the backend's own state in its bucket. */
  public static final String OWN_KEY = "terrace/backend.tfstate";

  private static final String BUCKET = "aws_s3_bucket.state";
  private static final String TABLE = "aws_dynamodb_table.locks";
  private static final String LOGS = "aws_s3_bucket.access_logs";

  private final Backend.S3 backend;
  private final Optional<Backend.AccessLogs> logs;
  private final BackendFolder folder;
  private final Terraform terraform;
  private final Consumer<UiMessage> progress;

  /**
   * @param logs null: no access logs
   * @param root the folder {@code backend/} of the project
   * @param workingFolders the folder of working folders
   * @param runner gives Terraform in a folder
   * @param simulated whether AWS is simulated, so that it answers at once or not at all
   */
  public StateBackend(
      Backend.S3 backend,
      Backend.AccessLogs logs,
      Map<String, String> tags,
      Path root,
      Path workingFolders,
      Function<Path, Terraform> runner,
      boolean simulated,
      Consumer<UiMessage> progress) {
    this.backend = backend;
    this.logs = Optional.ofNullable(logs);
    Path working = workingFolders.resolve("backend-" + backend.bucket());
    this.folder = new BackendFolder(working, root, backend, logs, tags, simulated);
    this.terraform = runner.apply(working);
    this.progress = progress;
  }

  /** The same, but believes a recorded bootstrap of the simulated AWS. */
  public BootstrapOutcome bootstrapOnce() {
    folder.prepare();
    return folder.isBootstrapped() ? BootstrapOutcome.UNCHANGED : bootstrap();
  }

  /**
   * Creates bucket and table if they are missing, repairs what was changed by hand, and resumes an
   * interrupted bootstrap.
   *
   * @throws RefusedException when the states are locked in another way than configured
   */
  public BootstrapOutcome bootstrap() {
    folder.prepare();
    String fingerprint = folder.fingerprint();
    if (folder.holdsLocalState() || !connect()) {
      create();
      folder.recordBootstrap(fingerprint);
      return BootstrapOutcome.CREATED;
    }
    BackendRecord there = read();
    if (there.lock().isPresent() && there.lock().get() != backend.lock()) {
      throw new RefusedException(
          "the states in s3://"
              + backend.bucket()
              + " are locked by '"
              + there.lock().get()
              + "', but the configuration says '"
              + backend.lock()
              + "': migrate them first with ./terrace backend migrate");
    }
    refuseOtherLogs(there);
    BootstrapOutcome outcome =
        there.isExternal() ? BootstrapOutcome.EXTERNAL : update(there.table(), there.logBucket());
    folder.recordBootstrap(fingerprint);
    return outcome;
  }

  /**
   * Updates the backend after the kind of lock has changed. A former lock table is kept.
   *
   * @throws IllegalStateException when there is no bucket
   */
  BootstrapOutcome relock() {
    return change(BackendRecord::table);
  }

  /** Destroys a lock table that is no longer configured. */
  public void dropTable() {
    change(there -> Optional.empty());
  }

  private BootstrapOutcome change(Function<BackendRecord, Optional<String>> tableToKeep) {
    folder.prepare();
    String fingerprint = folder.fingerprint();
    if (!connect()) {
      throw new IllegalStateException("there is no bucket " + backend.bucket());
    }
    BackendRecord there = read();
    if (there.isExternal()) {
      return BootstrapOutcome.EXTERNAL;
    }
    Optional<String> kept = tableToKeep.apply(there);
    if (kept.isEmpty() && !backend.usesTable() && there.table().isPresent()) {
      liftProtections(List.of(TABLE), there, there.table());
    }
    refuseOtherLogs(there);
    BootstrapOutcome outcome = update(kept, there.logBucket());
    folder.writeOverride(Json.object());
    folder.recordBootstrap(fingerprint);
    return outcome;
  }

  /** A bucket cannot be renamed, and one with logs cannot be replaced. */
  private void refuseOtherLogs(BackendRecord there) {
    String own = there.logBucket().orElse(null);
    if (own != null && logs.filter(to -> to.isOwn() && !to.bucket().equals(own)).isPresent()) {
      throw new RefusedException(
          "the access logs of s3://"
              + backend.bucket()
              + " have the bucket "
              + own
              + ", which cannot be renamed to "
              + logs.get().bucket()
              + ": keep 'accessLogs: {bucket: "
              + own
              + "}', or name a bucket that exists: 'accessLogs: {existing: …}'");
    }
  }

  private BootstrapOutcome update(Optional<String> keptTable, Optional<String> keptLogs) {
    folder.writeVariables(keptTable, keptLogs);
    if (terraform.planCounts(List.of(), progress).isEmpty()) {
      terraform.discardPlan();
      return BootstrapOutcome.UNCHANGED;
    }
    terraform.apply(progress);
    return BootstrapOutcome.UPDATED;
  }

  private BackendRecord read() {
    String text = terraform.pull();
    return text.isBlank() ? BackendRecord.EXTERNAL : BackendRecord.of(Json.parse(text));
  }

  /**
   * Destroys bucket and table, with every version of every object. The caller checks that no state
   * holds resources.
   *
   * @return false if there was nothing to destroy
   */
  public boolean teardown() {
    folder.prepare();
    if (!folder.holdsLocalState()) {
      if (!connect() || terraform.state().isEmpty()) {
        return false;
      }
      // The state cannot stay in the bucket it destroys.
      folder.useLocalState();
      terraform.migrate();
    } else {
      folder.useLocalState();
      terraform.reconnect();
    }
    BackendRecord there = read();
    liftProtections(List.of(BUCKET, TABLE, LOGS), there, there.table());
    terraform.planCounts(List.of("-destroy"), progress);
    terraform.apply(progress);
    folder.delete();
    return true;
  }

  /**
   * Lets AWS and Terraform destroy what the root protects.
   *
   * @param addresses of protected resources
   * @param table stays for now, as the bucket of access logs does
   */
  private void liftProtections(
      List<String> addresses, BackendRecord there, Optional<String> table) {
    Protections protections = Protections.find(protectedFile(addresses), terraform.state());
    folder.writeOverride(protections.override());
    update(table, there.logBucket());
  }

  /** The root, as far as it protects these resources. */
  private static StackFile protectedFile(List<String> addresses) {
    ObjectNode tree = Json.object();
    for (String address : addresses) {
      String[] parts = address.split("\\.", -1);
      tree.withObject("/resource/" + parts[0] + "/" + parts[1] + "/lifecycle")
          .put("prevent_destroy", true);
    }
    return StackFile.of(tree);
  }

  private void create() {
    folder.useLocalState();
    terraform.reconnect();
    terraform.planCounts(List.of(), progress);
    terraform.apply(progress);
    folder.useBucket();
    terraform.migrate();
    Plan left = terraform.plan(List.of(), progress);
    terraform.discardPlan();
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "the state backend still differs after it was created: " + left.counts());
    }
    folder.moveLocalStateAway();
  }

  /** False if the bucket does not exist. */
  private boolean connect() {
    folder.useBucket();
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
}

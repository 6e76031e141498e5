package dev.terrace.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The working folder in which Terraform creates one state backend from the root {@code backend/}.
 *
 * @param root the folder {@code backend/} of the project
 * @param logs null: no access logs
 * @param simulated whether AWS is simulated, so that it answers at once or not at all
 */
record BackendFolder(
    Path folder,
    Path root,
    Backend.S3 backend,
    Backend.AccessLogs logs,
    Map<String, String> tags,
    boolean simulated) {
  private static final String BACKEND_FILE = "terrace_backend.tf.json";
  private static final String OVERRIDE = "terrace_override.tf.json";
  private static final String LOCAL_STATE = "terraform.tfstate";

  /** Holds the fingerprint of the last successful bootstrap. */
  private static final String BOOTSTRAPPED = "made";

  /** Copies the root, with the backend's variables. */
  void prepare() {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".tf")).sorted().toList()) {
          Files.copy(
              file,
              folder.resolve(file.getFileName().toString()),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + folder, e);
    }
    writeVariables(Optional.empty(), Optional.empty());
    writeOverride(Json.object());
  }

  /**
   * @param keptTable the lock table that stays although it is no longer configured
   * @param keptLogs the bucket of access logs that stays although it is no longer configured
   */
  void writeVariables(Optional<String> keptTable, Optional<String> keptLogs) {
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
    if (logs != null) {
      variables.put("access_logs_to", logs.bucket());
    }
    if (logs != null && logs.isOwn()) {
      variables.put("log_bucket", logs.bucket()).put("log_days", logs.days());
    } else {
      keptLogs.ifPresent(bucket -> variables.put("log_bucket", bucket));
    }
    ObjectNode tagNode = variables.putObject("tags");
    tags.forEach(tagNode::put);
    Json.write(folder.resolve("terrace.auto.tfvars.json"), variables);
  }

  void writeOverride(ObjectNode override) {
    if (simulated) {
      override.withObject("/provider/aws").put("max_retries", 3);
    }
    Json.write(folder.resolve(OVERRIDE), override);
  }

  /** From now on the backend's own state is in its bucket. */
  void useBucket() {
    // The table is one of the backend's own resources, so it cannot lock their state.
    Backend.S3 own = new Backend.S3(backend.bucket(), backend.region(), Backend.Lock.s3, null);
    Json.write(folder.resolve(BACKEND_FILE), StateAccess.configuration(own, StateBackend.OWN_KEY));
  }

  /** From now on the backend's own state is a local file. */
  void useLocalState() {
    try {
      Files.deleteIfExists(folder.resolve(BACKEND_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean holdsLocalState() {
    Path file = folder.resolve(LOCAL_STATE);
    return Files.exists(file) && !State.of(Json.read(file)).isEmpty();
  }

  /** A later {@code init -reconfigure} would fail because of the local state. */
  void moveLocalStateAway() {
    Path away = folder.resolve("migrated");
    try {
      Files.createDirectories(away);
      for (String name : List.of(LOCAL_STATE, LOCAL_STATE + ".backup")) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
          Files.move(file, away.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Only this process changes the simulated AWS, and its folder is discarded with its data: there,
   * a recorded fingerprint replaces a plan.
   */
  boolean isBootstrapped() {
    Path record = folder.resolve(BOOTSTRAPPED);
    try {
      return simulated
          && Files.exists(record)
          && FileTrees.readLeniently(record).equals(fingerprint());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param fingerprint taken before the bootstrap changed any file
   */
  void recordBootstrap(String fingerprint) {
    try {
      Files.writeString(folder.resolve(BOOTSTRAPPED), fingerprint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contents of every file that decides what the backend looks like. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files
              .filter(f -> f.toString().matches(".*\\.tf(vars)?(\\.json)?"))
              .filter(f -> !f.endsWith(BACKEND_FILE))
              .sorted()
              .toList()) {
        text.append(file.getFileName()).append('\n').append(FileTrees.readLeniently(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  void delete() {
    FileTrees.delete(folder);
  }
}

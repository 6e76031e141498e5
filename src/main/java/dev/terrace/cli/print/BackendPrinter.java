package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.backend.EnvironmentWithoutBucket;
import dev.terrace.actions.backend.ReadBackendStatus;
import dev.terrace.actions.backend.ReadBackendStatus.BucketStatus;
import dev.terrace.actions.backend.StateStatus;
import dev.terrace.actions.backend.WorkspaceState;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.state.BackendRecord;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import dev.terrace.ui.Console;
import java.util.List;

/** State backends, for people and for scripts. */
public final class BackendPrinter {
  private BackendPrinter() {}

  /**
   * Says why there is no state backend.
   *
   * @param cloud the reason for states in Terraform Cloud
   */
  public static void withoutBucket(
      List<EnvironmentWithoutBucket> environments, String cloud, Console console) {
    for (EnvironmentWithoutBucket each : environments) {
      console.result(
          each.backend() instanceof Backend.Cloud
              ? each.environment() + ": backend 'cloud': " + cloud
              : "backend 'local': states are files next to the stacks, there is nothing to create");
    }
  }

  public static void print(ReadBackendStatus.Result result, Console console) {
    for (BucketStatus bucket : result.buckets()) {
      Backend.S3 s3 = bucket.configured();
      console.result(
          "s3://"
              + s3.bucket()
              + " in "
              + s3.region()
              + ": "
              + bucket.record().map(BackendPrinter::management).orElse("does not exist")
              + ", lock: "
              + s3.lock()
              + (s3.usesTable() ? " (table " + s3.dynamodbTable() + ")" : "")
              + bucket
                  .formerLock()
                  .map(lock -> ", until now: " + lock + " (see 'backend migrate')")
                  .orElse(""));
    }
    for (StateStatus state : result.states()) {
      console.result(
          "  "
              + state.stack()
              + (state instanceof WorkspaceState workspace
                  ? describe(workspace)
                  : describe((StateStatus.Stored) state)));
    }
  }

  private static String management(BackendRecord record) {
    return record.isExternal() ? "managed elsewhere" : "managed by Terrace";
  }

  private static String describe(StateStatus.Stored state) {
    return ": "
        + (state.deployed()
            ? state.resources() + " resources, serial " + state.serial()
            : "not deployed")
        + state.lock().map(held -> ", locked by " + held.describe()).orElse("");
  }

  private static String describe(WorkspaceState state) {
    return ": workspace "
        + state.name()
        + " of "
        + state.organization()
        + state
            .workspace()
            .map(
                workspace ->
                    " ("
                        + workspace.executionMode()
                        + "): "
                        + state
                            .serial()
                            .map(
                                number ->
                                    workspace.resourceCount() + " resources, serial " + number)
                            .orElse("not deployed")
                        + (workspace.locked() ? ", locked by " + workspace.lockedBy() : ""))
            .orElse(": does not exist");
  }

  public static ObjectNode asJson(ReadBackendStatus.Result result) {
    ObjectNode tree = Json.object();
    ArrayNode buckets = tree.putArray("backends");
    for (BucketStatus bucket : result.buckets()) {
      Backend.S3 s3 = bucket.configured();
      ObjectNode node =
          buckets
              .addObject()
              .put("bucket", s3.bucket())
              .put("region", s3.region())
              .put("lock", s3.lock().toString())
              .put("exists", bucket.record().isPresent())
              .put("managed", bucket.record().filter(record -> !record.isExternal()).isPresent());
      bucket.formerLock().ifPresent(lock -> node.put("lockedUntilNow", lock.toString()));
    }
    ArrayNode stacks = tree.putArray("stacks");
    for (StateStatus state : result.states()) {
      ObjectNode node = stacks.addObject().put("stack", state.stack().toString());
      if (state instanceof WorkspaceState workspace) {
        put(workspace, node);
      } else {
        put((StateStatus.Stored) state, node);
      }
    }
    return tree;
  }

  private static void put(StateStatus.Stored state, ObjectNode node) {
    node.put("resources", state.resources()).put("serial", state.serial());
    state.lock().ifPresent(held -> put(held, node.putObject("lock")));
  }

  private static void put(LockInfo held, ObjectNode node) {
    node.put("id", held.id())
        .put("who", held.who())
        .put("created", held.created())
        .put("operation", held.operation());
  }

  private static void put(WorkspaceState state, ObjectNode node) {
    node.put("workspace", state.name())
        .put("exists", state.workspace().isPresent())
        .put("resources", state.workspace().map(Workspace::resourceCount).orElse(0))
        .put("serial", state.serial().orElse(0L));
    state
        .workspace()
        .filter(Workspace::locked)
        .ifPresent(held -> node.putObject("lock").put("who", held.lockedBy()));
  }
}

package dev.terrace.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.terrace.actions.backend.EnvironmentWithoutBucket;
import dev.terrace.actions.backend.ReadBackendStatus;
import dev.terrace.actions.backend.ReadBackendStatus.BucketStatus;
import dev.terrace.actions.backend.StateStatus;
import dev.terrace.actions.backend.WorkspaceState;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.state.BackendRecord;
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
          "s3://%s in %s: %s, lock: %s%s%s%s"
              .formatted(
                  s3.bucket(),
                  s3.region(),
                  bucket.record().map(BackendPrinter::management).orElse("does not exist"),
                  s3.lock(),
                  s3.usesTable() ? " (table " + s3.dynamodbTable() + ")" : "",
                  bucket
                      .formerLock()
                      .map(lock -> ", until now: " + lock + " (see 'backend migrate')")
                      .orElse(""),
                  bucket
                      .record()
                      .flatMap(BackendRecord::accessLogs)
                      .map(logs -> ", access logs: s3://" + logs)
                      .orElse("")));
    }
    for (StateStatus state : result.states()) {
      console.result("  " + state.stack() + describe(state));
    }
    result.states().stream()
        .filter(StateStatus.Unreadable.class::isInstance)
        .forEach(state -> console.warn(((StateStatus.Unreadable) state).problem()));
  }

  private static String management(BackendRecord record) {
    return record.isExternal() ? "managed elsewhere" : "managed by Terrace";
  }

  private static String describe(StateStatus state) {
    if (state instanceof StateStatus.Unreadable) {
      return ": cannot be read";
    }
    return state instanceof WorkspaceState workspace
        ? describe(workspace)
        : describe((StateStatus.Stored) state);
  }

  private static String describe(StateStatus.Stored state) {
    return ": "
        + (state.deployed()
            ? state.resources() + " resources, serial " + state.serial()
            : "not deployed")
        + state.lock().map(held -> ", locked by " + held.describe()).orElse("");
  }

  private static String describe(WorkspaceState state) {
    return ": workspace %s of %s%s"
        .formatted(
            state.name(),
            state.organization(),
            state.workspace().map(found -> describe(state, found)).orElse(": does not exist"));
  }

  private static String describe(WorkspaceState state, Workspace workspace) {
    return " (%s): %s%s"
        .formatted(
            workspace.executionMode(),
            state
                .serial()
                .map(number -> workspace.resourceCount() + " resources, serial " + number)
                .orElse("not deployed"),
            workspace.locked() ? ", locked by " + workspace.lockedBy() : "");
  }

  public static Object asJson(ReadBackendStatus.Result result) {
    return new Document(
        result.buckets().stream().map(BackendPrinter::asJson).toList(),
        result.states().stream().map(BackendPrinter::asJson).toList());
  }

  private static Bucket asJson(BucketStatus bucket) {
    Backend.S3 s3 = bucket.configured();
    return new Bucket(
        s3.bucket(),
        s3.region(),
        s3.lock(),
        bucket.record().isPresent(),
        bucket.record().filter(record -> !record.isExternal()).isPresent(),
        bucket.formerLock().orElse(null),
        bucket.record().flatMap(BackendRecord::accessLogs).orElse(null));
  }

  private static State asJson(StateStatus status) {
    String stack = status.stack().toString();
    if (status instanceof StateStatus.Stored state) {
      Lock lock = state.lock().map(Lock::of).orElse(null);
      return new State(stack, null, null, state.resources(), state.serial(), lock, null);
    }
    if (status instanceof StateStatus.Unreadable state) {
      return new State(stack, null, null, null, null, null, state.problem());
    }
    WorkspaceState state = (WorkspaceState) status;
    return new State(
        stack,
        state.name(),
        state.workspace().isPresent(),
        state.workspace().map(Workspace::resourceCount).orElse(0),
        state.serial().orElse(0L),
        state.workspace().filter(Workspace::locked).map(Lock::of).orElse(null),
        null);
  }

  private record Document(List<Bucket> backends, List<State> stacks) {}

  @JsonInclude(Include.NON_NULL)
  private record Bucket(
      String bucket,
      String region,
      Backend.Lock lock,
      boolean exists,
      boolean managed,
      Backend.Lock lockedUntilNow,
      String accessLogs) {}

  @JsonInclude(Include.NON_NULL)
  private record State(
      String stack,
      String workspace,
      Boolean exists,
      Integer resources,
      Long serial,
      Lock lock,
      String problem) {}

  @JsonInclude(Include.NON_NULL)
  private record Lock(String id, String who, String created, String operation) {
    static Lock of(LockInfo held) {
      return new Lock(held.id(), held.who(), held.created(), held.operation());
    }

    static Lock of(Workspace held) {
      return new Lock(null, held.lockedBy(), null, null);
    }
  }
}

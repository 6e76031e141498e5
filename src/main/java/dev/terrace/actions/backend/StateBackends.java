package dev.terrace.actions.backend;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.config.SystemConfig;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.BootstrapOutcome;
import dev.terrace.state.StateBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The state backends that a selection's environments name. */
public final class StateBackends {
  private StateBackends() {}

  /** Distinct backends; environments that name the same bucket share one. */
  static Map<Backend.S3, StateBackend> of(
      Selection selection, DeployTarget target, Project project) {
    requireOneLock(Selection.readable(project));
    Map<Backend.S3, StateBackend> found = new LinkedHashMap<>();
    for (Environment<?> environment : selection.environments()) {
      if (environment.config().stateBackend() instanceof Backend.S3 s3) {
        found.computeIfAbsent(
            s3,
            backend ->
                new StateBackend(
                    backend,
                    environment.config().stateAccessLogs(),
                    environment.config().tags(),
                    project.backendRoot(),
                    target.folder(),
                    target::terraformIn,
                    target.isLocal(),
                    message -> {}));
      }
    }
    return found;
  }

  /** All users of a bucket have to agree on its region and on how it is locked. */
  private static void requireOneLock(List<Environment<?>> environments) {
    Map<String, Environment<?>> first = new LinkedHashMap<>();
    for (Environment<?> environment : environments) {
      if (environment.config().stateBackend() instanceof Backend.S3 s3) {
        Environment<?> other = first.putIfAbsent(s3.bucket(), environment);
        if (other != null && !isSame(other.config(), environment.config())) {
          throw UserError.usage(
              other.id()
                  + " and "
                  + environment.id()
                  + " keep their states in s3://"
                  + s3.bucket()
                  + " with different settings: "
                  + describe(other.config())
                  + ", and "
                  + describe(environment.config())
                  + ". A bucket has one region, one kind of lock and one place for its logs.");
        }
      }
    }
  }

  private static boolean isSame(SystemConfig one, SystemConfig other) {
    return one.stateBackend().equals(other.stateBackend())
        && Objects.equals(one.stateAccessLogs(), other.stateAccessLogs());
  }

  private static String describe(SystemConfig config) {
    Backend.S3 s3 = (Backend.S3) config.stateBackend();
    Backend.AccessLogs logs = config.stateAccessLogs();
    return "region "
        + s3.region()
        + ", lock "
        + s3.lock()
        + (s3.usesTable() ? ", dynamodbTable " + s3.dynamodbTable() : "")
        + (logs == null ? "" : ", accessLogs " + logs.bucket())
        + (logs != null && logs.isOwn() ? " for " + logs.days() + " days" : "");
  }

  /** The stacks of every environment that keeps its states in a bucket. */
  static List<StackId> stacksIn(String bucket, Project project) {
    return StackStates.of(new Selection(Selection.readable(project), List.of())).stream()
        .filter(
            entry -> entry.backend() instanceof Backend.S3 other && other.bucket().equals(bucket))
        .map(StackStates.Entry::stack)
        .toList();
  }

  /** The backend's type in the configuration. */
  static String type(Backend backend) {
    return backend instanceof Backend.S3
        ? "s3"
        : backend instanceof Backend.Cloud ? "cloud" : "local";
  }

  /** Creates the missing backends of a deployment to the simulated AWS. */
  public static void bootstrapIfLocal(DeployContext context, RunContext run) {
    DeployTarget target = context.target();
    if (!target.isLocal()) {
      return;
    }
    of(context.synthesis().selection(), target, run.project())
        .forEach(
            (s3, backend) -> {
              long started = System.nanoTime();
              BootstrapOutcome outcome =
                  target.alone(
                      "state backend " + s3.bucket(),
                      target.folder().resolve("locks").resolve(s3.bucket()),
                      () -> bootstrap(s3, backend::bootstrapOnce, run));
              run.ui()
                  .note(
                      "state backend "
                          + s3.bucket()
                          + ": "
                          + outcome.describe()
                          + " ("
                          + (System.nanoTime() - started) / 1_000_000_000L
                          + " s)");
            });
  }

  static BootstrapOutcome bootstrap(
      Backend.S3 s3, Supplier<BootstrapOutcome> work, RunContext run) {
    run.ui().passing("checking the state backend " + s3.bucket());
    BootstrapOutcome outcome = work.get();
    run.ui().endPassing();
    return outcome;
  }
}

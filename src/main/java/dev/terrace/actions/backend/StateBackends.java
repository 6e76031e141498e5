package dev.terrace.actions.backend;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.project.Synthesis;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateBackend.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state backends that a selection's environments name. */
public final class StateBackends {
  private StateBackends() {}

  /** Distinct backends; environments that name the same bucket share one. */
  public static Map<Backend.S3, StateBackend> of(
      Selection selection, DeployTarget estate, Project project) {
    requireOneLock(Selection.readable(project));
    Map<Backend.S3, StateBackend> found = new LinkedHashMap<>();
    for (Environment<?> environment : selection.environments()) {
      if (environment.config().stateBackend() instanceof Backend.S3 s3) {
        found.computeIfAbsent(
            s3,
            backend ->
                new StateBackend(
                    backend,
                    environment.config().tags(),
                    project.home().resolve("backend"),
                    estate.folder(),
                    estate::terraformIn,
                    estate.isLocal(),
                    message -> {}));
      }
    }
    return found;
  }

  /** A bucket is one thing: everybody finds it in one region and locks its states in one way. */
  private static void requireOneLock(List<Environment<?>> environments) {
    Map<String, Environment<?>> first = new LinkedHashMap<>();
    for (Environment<?> environment : environments) {
      if (environment.config().stateBackend() instanceof Backend.S3 s3) {
        Environment<?> other = first.putIfAbsent(s3.bucket(), environment);
        if (other != null && !other.config().stateBackend().equals(s3)) {
          throw UserError.usage(
              other.id()
                  + " and "
                  + environment.id()
                  + " keep their states in s3://"
                  + s3.bucket()
                  + " with different settings: "
                  + words((Backend.S3) other.config().stateBackend())
                  + ", and "
                  + words(s3)
                  + ". A bucket has one region and one kind of lock.");
        }
      }
    }
  }

  private static String words(Backend.S3 s3) {
    return "region "
        + s3.region()
        + ", lock "
        + s3.lock()
        + (s3.usesTable() ? ", dynamodbTable " + s3.dynamodbTable() : "");
  }

  /** The stacks of every environment that keeps its states in a bucket. */
  public static List<StackId> stacksIn(String bucket, Project project) {
    return StackStates.of(new Selection(Selection.readable(project), List.of())).stream()
        .filter(
            entry -> entry.backend() instanceof Backend.S3 other && other.bucket().equals(bucket))
        .map(StackStates.Entry::stack)
        .toList();
  }

  /** As the configuration calls it. */
  public static String kind(Backend backend) {
    return backend instanceof Backend.S3
        ? "s3"
        : backend instanceof Backend.Cloud ? "cloud" : "local";
  }

  /** Makes what is missing. */
  public static void bootstrap(DeployTarget estate, Synthesis synthesis, RunContext run) {
    of(synthesis.selection(), estate, run.project())
        .forEach(
            (s3, backend) -> {
              run.ui().passing("state backend " + s3.bucket());
              long started = System.nanoTime();
              Outcome outcome = backend.bootstrap();
              run.ui().endPassing();
              run.ui()
                  .note(
                      "state backend "
                          + s3.bucket()
                          + ": "
                          + words(outcome)
                          + " ("
                          + (System.nanoTime() - started) / 1_000_000_000L
                          + " s)");
            });
  }

  public static String words(Outcome outcome) {
    return switch (outcome) {
      case MADE -> "made";
      case UPDATED -> "brought up to date";
      case UNCHANGED -> "is there, nothing to change";
      case FOREIGN -> "is there, made by somebody else, and used as it is";
    };
  }
}

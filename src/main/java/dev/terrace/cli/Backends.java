package dev.terrace.cli;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateBackend.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state backends that a selection's environments name. */
final class Backends {
  private Backends() {}

  /** Distinct backends; environments that name the same bucket share one. */
  static Map<Backend.S3, StateBackend> of(
      Selection selection, Estate estate, TerraceCommand terrace) {
    requireOneLock(Selection.readable(terrace.project()));
    Map<Backend.S3, StateBackend> found = new LinkedHashMap<>();
    for (Environment<?> environment : selection.environments()) {
      if (environment.config().stateBackend() instanceof Backend.S3 s3) {
        found.computeIfAbsent(
            s3,
            backend ->
                new StateBackend(
                    backend,
                    environment.config().tags(),
                    terrace.project().home().resolve("backend"),
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
          throw CommandException.usage(
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
  static List<StackId> stacksIn(String bucket, TerraceCommand terrace) {
    return States.of(new Selection(Selection.readable(terrace.project()), List.of())).stream()
        .filter(
            entry -> entry.backend() instanceof Backend.S3 other && other.bucket().equals(bucket))
        .map(States.Entry::stack)
        .toList();
  }

  /** As the configuration calls it. */
  static String kind(Backend backend) {
    return backend instanceof Backend.S3
        ? "s3"
        : backend instanceof Backend.Cloud ? "cloud" : "local";
  }

  /** Makes what is missing. */
  static void bootstrap(Estate estate, Synthesis synthesis, TerraceCommand terrace) {
    of(synthesis.selection(), estate, terrace)
        .forEach(
            (s3, backend) -> {
              terrace.console().passing("state backend " + s3.bucket());
              long started = System.nanoTime();
              Outcome outcome = backend.bootstrap();
              terrace.console().endPassing();
              terrace
                  .console()
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

  static String words(Outcome outcome) {
    return switch (outcome) {
      case MADE -> "made";
      case UPDATED -> "brought up to date";
      case UNCHANGED -> "is there, nothing to change";
      case FOREIGN -> "is there, made by somebody else, and used as it is";
    };
  }
}

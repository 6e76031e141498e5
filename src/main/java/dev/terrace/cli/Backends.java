package dev.terrace.cli;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateBackend.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state backends that a selection's environments name. */
final class Backends {
  private Backends() {}

  /** Distinct backends; environments that name the same bucket share one. */
  static Map<Backend.S3, StateBackend> of(
      Selection selection, Estate estate, TerraceCommand terrace) {
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

package dev.terrace.cli;

import dev.terrace.config.Backend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code terrace backend}. */
@Command(
    name = "backend",
    description = {
      "The state backend: the bucket that states lie in and what locks them. Environments that name"
          + " the same bucket share it. See backend/README.md."
    },
    subcommands = {
      BackendBootstrap.class,
      BackendStatus.class,
      BackendUnlock.class,
      BackendMigrate.class,
      BackendRestore.class,
      BackendTeardown.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace backend bootstrap coder/production",
      "  ./terrace backend unlock coder/production --local --yes",
      "  ./terrace backend restore coder/production/data"
    })
final class BackendCommand implements Runnable {
  @Spec private CommandSpec spec;
  @ParentCommand private TerraceCommand terrace;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing command: bootstrap, status, unlock, migrate, restore or teardown");
  }

  TerraceCommand terrace() {
    return terrace;
  }

  /** Whether no environment of a selection keeps its states in a bucket, which is then said. */
  boolean saidNothingToMake(Selection selection) {
    boolean anyS3 =
        selection.environments().stream()
            .anyMatch(environment -> environment.config().stateBackend() instanceof Backend.S3);
    if (!anyS3) {
      String kinds =
          String.join(
              ", ",
              selection.environments().stream()
                  .map(environment -> Backends.kind(environment.config().stateBackend()))
                  .distinct()
                  .toList());
      terrace.console().result("backend '" + kinds + "': there is no bucket to look after");
    }
    return !anyS3;
  }
}

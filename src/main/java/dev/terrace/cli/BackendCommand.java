package dev.terrace.cli;

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
}

package dev.terrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend}. */
@Command(
    name = "backend",
    description = {
      "Manages the state backend: the bucket of the states, and their locks.",
      "Environments that name the same bucket share it. See backend/README.md."
    },
    subcommands = {
      BackendBootstrap.class,
      BackendStatus.class,
      BackendUnlock.class,
      BackendMigrate.class,
      BackendRestore.class,
      BackendTeardown.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace backend bootstrap coder/production",
      "  ./terrace backend unlock coder/production --local --yes",
      "  ./terrace backend restore coder/production/data"
    })
final class BackendCommand extends CommandGroup {
  @ParentCommand private TerraceCommand terrace;

  TerraceCommand terrace() {
    return terrace;
  }
}

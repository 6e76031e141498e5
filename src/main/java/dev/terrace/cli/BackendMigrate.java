package dev.terrace.cli;

import dev.terrace.actions.backend.MigrateStates;
import dev.terrace.cli.options.YesOption;
import dev.terrace.print.BackendPrinter;
import dev.terrace.ui.Confirmation;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace backend migrate}. */
@Command(name = "migrate")
final class BackendMigrate extends TargetCommand implements Runnable {
  @Mixin private YesOption yes;

  @Option(names = "--from", paramLabel = "DIR")
  private Path from;

  @Option(names = "--drop-table")
  private boolean dropTable;

  @Override
  public void run() {
    Confirmation confirmation = yes.consent(console(), "backend migrate");
    MigrateStates.Result result =
        new MigrateStates(context(), confirmation)
            .run(
                new MigrateStates.Request(
                    targets(), local(), Optional.ofNullable(from), dropTable));
    BackendPrinter.withoutBucket(
        result.withoutBucket(),
        "Terraform Cloud locks states and keeps their versions itself, there is nothing to migrate",
        console());
    result.steps().forEach(step -> console().result(step.describe()));
  }
}

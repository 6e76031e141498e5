package dev.terrace.cli;

import dev.terrace.actions.backend.MigrateStates;
import dev.terrace.cli.options.YesOption;
import dev.terrace.cli.print.BackendPrinter;
import dev.terrace.ui.Confirmation;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace backend migrate}. */
@Command(
    name = "migrate",
    description = {
      "Migrates states to the backend that the configuration names now.",
      "Change 'backend' in the environment's file, then run this command. It includes every"
          + " environment that names the same bucket.",
      "Another 'lock': creates the table if it is missing, corrects its digests, and reads"
          + " every state through the new lock. Tell your colleagues first and use 'both' in"
          + " between: users of the former and of the new configuration do not see each other's"
          + " locks.",
      "From 'type: local' to 's3': creates the bucket if it is missing, writes each state"
          + " into it, reads it back, compares it, and only then moves the file away.",
      "It refuses and changes nothing while a state is locked, or if the bucket contains"
          + " another state. An interrupted run resumes."
    },
    exitCodeList = {
      "0:done, or nothing to do",
      "1:failed; run the same command again to continue",
      "2:wrong usage or invalid configuration",
      "3:refused: a state is locked, or would be overwritten"
    },
    footer = {
      "  ./terrace backend migrate coder/production",
      "  ./terrace backend migrate coder/production --from cdktf.out/stacks   states of npx cdktf",
      "  ./terrace backend migrate coder/production --drop-table"
    })
final class BackendMigrate extends TargetCommand implements Runnable {
  @Mixin private YesOption yes;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Folder of local states, <stack>.tfstate. Default: the folder that Terrace uses. The"
              + " states of 'npx cdktf' are in cdktf.out/stacks.")
  private Path from;

  @Option(
      names = "--drop-table",
      description =
          "With the lock 's3': destroys the former lock table. A configuration that still names"
              + " it then fails, instead of locking where nobody looks.")
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

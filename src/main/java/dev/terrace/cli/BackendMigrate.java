package dev.terrace.cli;

import dev.terrace.actions.backend.MigrateStates;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.cli.print.BackendPrinter;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend migrate}. */
@Command(
    name = "migrate",
    description = {
      "Takes states over to what the configuration says now. Change 'backend' in the environment's"
          + " file, then run it; every environment that names the same bucket goes along.",
      "Another 'lock': makes the table where it is missing, puts the digests in it in order, and reads"
          + " every state through the new lock. Tell your colleagues first, and go through 'both':"
          + " who has the former configuration and who has the new one do not see one another's"
          + " locks otherwise.",
      "From 'type: local' to 's3': makes the bucket where it is missing, writes each state into it,"
          + " reads it back and compares it, and only then sets the file aside.",
      "Refused, with nothing done, while a state is locked, and where the bucket holds another state"
          + " already. A run that was stopped half way is taken up by the next."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or there was nothing to do",
      "1:failed; the same command goes on",
      "2:wrong usage, or a configuration that cannot be used",
      "3:refused: a state is locked, or would be written over"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace backend migrate coder/production",
      "  ./terrace backend migrate coder/production --from cdktf.out/stacks   states of npx cdktf",
      "  ./terrace backend migrate coder/production --drop-table"
    })
final class BackendMigrate implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Folder of local states, <stack>.tfstate; default: where Terrace keeps them. Those of 'npx"
              + " cdktf' lie in cdktf.out/stacks.")
  private Path from;

  @Option(
      names = "--drop-table",
      description =
          "With the lock 's3': destroys the lock table that was kept, so that a configuration that"
              + " still names it fails instead of locking where nobody looks.")
  private boolean dropTable;

  @Override
  public Integer call() {
    Console console = backend.terrace().console();
    Confirmation confirmation = yes.consent(console, "backend migrate");
    MigrateStates.Result result =
        new MigrateStates(backend.terrace().context(), confirmation)
            .run(
                new MigrateStates.Request(
                    targets.words(), local.given(), Optional.ofNullable(from), dropTable));
    BackendPrinter.withoutBucket(
        result.withoutBucket(),
        "Terraform Cloud locks states and keeps their versions itself, there is nothing to migrate",
        console);
    result.steps().forEach(step -> console.result(step.describe()));
    return ExitCode.DONE;
  }
}

package dev.terrace.cli;

import dev.terrace.actions.backend.TearDownBackend;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.cli.print.BackendPrinter;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend teardown}. */
@Command(
    name = "teardown",
    description = {
      "Destroys the state bucket with every version of every state, and the lock table.",
      "It refuses while a stack with its state in the bucket still has resources."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:refused: a stack has resources"})
final class BackendTeardown implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Override
  public Integer call() {
    Console console = backend.terrace().console();
    Confirmation confirmation = yes.consent(console, "backend teardown");
    TearDownBackend.Result result =
        new TearDownBackend(backend.terrace().context(), confirmation)
            .run(new TearDownBackend.Request(targets.words(), local.given()));
    BackendPrinter.withoutBucket(
        result.withoutBucket(),
        "there is no bucket to destroy; delete workspaces in Terraform Cloud",
        console);
    result.backends().forEach(each -> console.result(each.describe()));
    return ExitCode.DONE;
  }
}

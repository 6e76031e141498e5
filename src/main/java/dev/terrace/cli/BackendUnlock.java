package dev.terrace.cli;

import dev.terrace.actions.backend.UnlockStates;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend unlock}. */
@Command(
    name = "unlock",
    description = {
      "Shows who holds the lock of a state and releases it.",
      "Use it for locks of killed runs. If a Terraform process of such a run is still"
          + " working on this machine, it can finish its step first."
    })
final class BackendUnlock implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Override
  public Integer call() {
    Console console = backend.terrace().console();
    Confirmation confirmation = yes.consent(console, "backend unlock");
    UnlockStates.Result result =
        new UnlockStates(backend.terrace().context(), confirmation)
            .run(new UnlockStates.Request(targets.words(), local.given()));
    if (result.steps().isEmpty()) {
      console.result("no lock was released");
    }
    result.steps().forEach(step -> console.result(step.describe()));
    return ExitCode.DONE;
  }
}

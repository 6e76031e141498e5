package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.state.StateBackend;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend bootstrap}. */
@Command(
    name = "bootstrap",
    description = {
      "Makes the state bucket and the lock table where they are missing, and keeps their own state"
          + " in that bucket. Running it again changes nothing; a run that was stopped half way is"
          + " taken up."
    },
    mixinStandardHelpOptions = true)
final class BackendBootstrap implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;

  @Override
  public Integer call() {
    TerraceCommand terrace = backend.terrace();
    Selection selection = Selection.read(terrace.project(), targets.words());
    if (backend.saidNothingToDo(selection, CloudWorkspaces.BOOTSTRAP)) {
      return ExitCode.DONE;
    }
    StateBackends.of(
            selection, DeployTarget.open(terrace.context(), local.given()), terrace.project())
        .forEach(
            (s3, made) -> {
              terrace.console().passing("state backend " + s3.bucket());
              StateBackend.Outcome outcome = made.bootstrap();
              terrace.console().endPassing();
              terrace
                  .console()
                  .result("state backend " + s3.bucket() + ": " + StateBackends.words(outcome));
            });
    return ExitCode.DONE;
  }
}

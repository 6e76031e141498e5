package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.StateBackend;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend teardown}. */
@Command(
    name = "teardown",
    description = {
      "Destroys the state bucket, every version of every state in it, and the lock table. Refused"
          + " while a stack that keeps its state there still has resources."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:refused: a stack has resources"})
final class BackendTeardown implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Override
  public Integer call() {
    TerraceCommand terrace = backend.terrace();
    Console console = terrace.console();
    Confirmation consent = yes.consent(console, "backend teardown");
    Selection selection = Selection.read(terrace.project(), targets.words());
    if (backend.saidNothingToDo(selection, CloudWorkspaces.TEARDOWN)) {
      return ExitCode.DONE;
    }
    Selection everything = Selection.read(terrace.project(), List.of());
    DeployTarget estate = DeployTarget.open(terrace.context(), local.given());
    Map<Backend.S3, StateBackend> found = StateBackends.of(selection, estate, terrace.project());
    refuseWhileInUse(found, everything, estate);
    found.forEach(
        (s3, made) -> {
          if (consent.given("Destroy s3://" + s3.bucket() + " and every state in it?")) {
            console.passing("destroying s3://" + s3.bucket());
            boolean something = made.teardown();
            console.endPassing();
            console.result(
                "state backend " + s3.bucket() + (something ? ": destroyed" : ": there is none"));
          }
        });
    return ExitCode.DONE;
  }

  private static void refuseWhileInUse(
      Map<Backend.S3, StateBackend> found, Selection everything, DeployTarget estate) {
    List<String> inUse = new ArrayList<>();
    List<String> buckets = found.keySet().stream().map(Backend.S3::bucket).toList();
    for (StackStates.Entry entry : StackStates.of(everything)) {
      if (entry.backend() instanceof Backend.S3 s3 && buckets.contains(s3.bucket())) {
        int resources =
            StackStates.open(entry, estate)
                .map(terraform -> terraform.state().resources().size())
                .orElse(0);
        if (resources > 0) {
          inUse.add(entry.stack() + " has " + resources + " resources");
        }
      }
    }
    if (!inUse.isEmpty()) {
      throw UserError.refused(
          "refused, nothing was touched: states in the bucket still hold resources:\n  "
              + String.join("\n  ", inUse)
              + "\n  Destroy those stacks first: ./terrace destroy …");
    }
  }
}

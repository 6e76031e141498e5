package dev.terrace.cli;

import dev.terrace.actions.backend.BootstrapBackend;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.BackendPrinter;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend bootstrap}. */
@Command(
    name = "bootstrap",
    description = {
      "Creates the state bucket and the lock table if they are missing.",
      "Their own state is in that bucket too. Another run changes nothing; an interrupted"
          + " run resumes."
    })
final class BackendBootstrap implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;

  @Override
  public Integer call() {
    Console console = backend.terrace().console();
    BootstrapBackend.Result result =
        new BootstrapBackend(backend.terrace().context())
            .run(new BootstrapBackend.Request(targets.words(), local.given()));
    BackendPrinter.withoutBucket(
        result.withoutBucket(),
        "there is no bucket to create; './terrace cloud push' creates workspaces",
        console);
    result.backends().forEach(each -> console.result(each.describe()));
    return ExitCode.DONE;
  }
}

package dev.terrace.cli;

import dev.terrace.actions.backend.ReadBackendStatus;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.BackendPrinter;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend status}. */
@Command(name = "status", description = "Shows the bucket, the states, and who holds which lock.")
final class BackendStatus implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Console console = backend.terrace().console();
    ReadBackendStatus.Result result =
        new ReadBackendStatus(backend.terrace().context())
            .run(new ReadBackendStatus.Request(targets.words(), local.given()));
    json.print(
        console, () -> BackendPrinter.asJson(result), () -> BackendPrinter.print(result, console));
    return ExitCode.DONE;
  }
}

package dev.terrace.cli;

import dev.terrace.actions.drift.FindDrift;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.print.DriftPrinter;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code terrace drift}. */
@Command(name = "drift")
final class DriftCommand extends TargetCommand implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    RunContext run = context();
    DeployContext context = DeployContext.of(run, local(), targets());
    FindDrift.Result result = new FindDrift(run).run(new FindDrift.Request(context));
    json.print(console(), result, DriftPrinter::asJson, DriftPrinter::print);
    if (!result.failures().isEmpty()) {
      throw UserError.failed(String.join("\n", result.failures()));
    }
    return result.hasDrift() ? ExitCode.CHANGES : ExitCode.DONE;
  }
}

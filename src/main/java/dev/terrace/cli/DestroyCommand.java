package dev.terrace.cli;

import dev.terrace.actions.deploy.Destroy;
import dev.terrace.actions.deploy.DestroyResult;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.print.DestroyPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace destroy}. */
@Command(name = "destroy")
final class DestroyCommand extends TargetCommand implements Callable<Integer> {
  @Mixin private ParallelOption parallel;
  @Mixin private YesOption yes;

  @Option(names = "--with-data")
  private boolean withData;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    RunContext run = context();
    Confirmation confirmation = yes.consent(run.ui(), "destroy");
    DeployContext context = DeployContext.toDestroy(run, local(), targets());
    if (local() && !withData) {
      run.ui().note("--local runs against a simulation: --with-data is implied.");
    }
    DestroyResult result =
        new Destroy(run, confirmation)
            .run(new Destroy.Request(context, parallel.count(), withData || local()));
    String resume = context.command("destroy") + (withData && !local() ? " --with-data" : "");
    json.print(console(), result, DestroyPrinter::asJson, DestroyPrinter::print);
    DestroyPrinter.printIncomplete(result, resume, console());
    return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
  }
}

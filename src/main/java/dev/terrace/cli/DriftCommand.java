package dev.terrace.cli;

import dev.terrace.actions.drift.AdoptDrift;
import dev.terrace.actions.drift.FindDrift;
import dev.terrace.actions.drift.ListUnmanaged;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.ParallelOption;
import dev.terrace.error.UserError;
import dev.terrace.print.DriftDocument;
import dev.terrace.print.DriftPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.project.RunContext;
import dev.terrace.ui.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace drift}. */
@Command(name = "drift")
final class DriftCommand extends TargetCommand implements Callable<Integer> {
  @Mixin private JsonOption json;
  @Mixin private ParallelOption parallel;

  @ArgGroup private Instead instead = new Instead();

  private static final class Instead {
    @Option(names = "--unmanaged")
    private boolean unmanaged;

    @Option(names = "--adopt", paramLabel = "KEY")
    private Optional<String> adopt = Optional.empty();
  }

  @Override
  public Integer call() {
    RunContext run = context();
    DeployContext context = DeployContext.of(run, local(), targets());
    if (instead.unmanaged) {
      ListUnmanaged.Result found = new ListUnmanaged(run).run(new ListUnmanaged.Request(context));
      json.print(console(), found, DriftDocument::of, DriftPrinter::print);
      return found.count() > 0 ? ExitCode.CHANGES : ExitCode.DONE;
    }
    FindDrift.Result result =
        new FindDrift(run).run(new FindDrift.Request(context, parallel.ofCores()));
    if (instead.adopt.isPresent()) {
      requireWhole(result);
      AdoptDrift.Result adopted =
          new AdoptDrift(run.project())
              .run(new AdoptDrift.Request(context.synthesis(), result, instead.adopt.get()));
      json.print(console(), adopted, DriftDocument::of, DriftPrinter::print);
      return ExitCode.DONE;
    }
    json.print(console(), result, DriftDocument::of, DriftPrinter::print);
    requireWhole(result);
    return result.hasDrift() ? ExitCode.CHANGES : ExitCode.DONE;
  }

  private static void requireWhole(FindDrift.Result result) {
    if (!result.failures().isEmpty()) {
      throw UserError.failed(String.join("\n", result.failures()));
    }
  }
}

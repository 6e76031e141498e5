package dev.terrace.cli;

import dev.terrace.actions.check.CheckPlan;
import dev.terrace.actions.check.CheckStacks;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.error.UserError;
import dev.terrace.print.CheckPrinter;
import dev.terrace.print.JunitDocument;
import dev.terrace.print.SarifDocument;
import dev.terrace.project.Synthesis;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace check}. */
@Command(name = "check")
final class CheckCommand extends ProjectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TARGET")
  private List<String> targets = List.of();

  @ArgGroup private Format format = new Format();

  @Option(names = "--all")
  private boolean all;

  @Option(names = "--plan", paramLabel = "FILE")
  private Optional<Path> plan = Optional.empty();

  private static final class Format {
    @Option(names = JsonOption.NAME)
    private boolean json;

    @Option(names = "--sarif")
    private boolean sarif;

    @Option(names = "--junit")
    private boolean junit;

    @Option(names = "--markdown")
    private boolean markdown;
  }

  @Override
  public Integer call() {
    if (plan.isPresent() && !targets.isEmpty()) {
      throw UserError.usage("--plan FILE takes no TARGET: the plan says what is checked");
    }
    CheckStacks.Result result =
        plan.map(file -> new CheckPlan().run(new CheckPlan.Request(file)))
            .orElseGet(this::checkStacks);
    if (format.json) {
      JsonOption.print(console(), CheckPrinter.asJson(result));
    } else if (format.sarif) {
      JsonOption.print(console(), SarifDocument.of(result, Version.number()));
    } else if (format.junit) {
      console().result(JunitDocument.of(result));
    } else if (format.markdown) {
      CheckPrinter.markdown(result).forEach(console()::result);
    } else {
      CheckPrinter.print(result, all, console());
    }
    return result.hasErrors() ? ExitCode.REFUSED : ExitCode.DONE;
  }

  private CheckStacks.Result checkStacks() {
    Synthesis synthesis = Synthesis.make(project(), console(), targets, Synthesis::temporaryFolder);
    return new CheckStacks(project())
        .run(new CheckStacks.Request(synthesis, LocalDate.now(ZoneOffset.UTC)));
  }
}

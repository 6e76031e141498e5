package dev.terrace.cli;

import dev.terrace.actions.guard.GuardPlan;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.print.GuardPrinter;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace guard}. */
@Command(name = "guard")
final class GuardCommand extends ProjectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN")
  private String plan;

  @Option(names = "--waivers", paramLabel = "FILE")
  private Optional<Path> waivers = Optional.empty();

  @Option(names = "--stack", paramLabel = "STACK")
  private Optional<String> stack = Optional.empty();

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    GuardPlan.Result result =
        new GuardPlan(project(), System.in)
            .run(
                new GuardPlan.Request(
                    plan, waivers, stack.map(GuardCommand::parse), LocalDate.now(ZoneOffset.UTC)));
    json.print(console(), result, GuardPrinter::asJson, GuardPrinter::print);
    return result.report().isRefused() ? ExitCode.REFUSED : ExitCode.DONE;
  }

  private static StackId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3 || text.contains("*")) {
      throw UserError.usage(
          "--stack must name a stack, such as coder/production/data, got '" + text + "'");
    }
    return new EnvironmentId(parts[0], parts[1]).stack(parts[2]);
  }
}

package dev.terrace.cli;

import dev.terrace.actions.inventory.ListDeployed;
import dev.terrace.actions.list.ListStacks;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.print.InventoryPrinter;
import dev.terrace.project.Stack;
import dev.terrace.ui.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace list}. */
@Command(name = "list")
final class ListCommand extends ProjectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TARGET")
  private List<String> targets = List.of();

  @Option(names = "--deployed")
  private boolean deployed;

  @Mixin private LocalOption local;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    if (local.given() && !deployed) {
      throw UserError.usage("--local lists what is deployed in the simulated AWS: add --deployed");
    }
    if (deployed) {
      ListDeployed.Result found =
          new ListDeployed(context()).run(new ListDeployed.Request(targets, local.given()));
      json.print(console(), found, InventoryPrinter::asJson, InventoryPrinter::print);
      return ExitCode.DONE;
    }
    ListStacks.Result result = new ListStacks(context()).run(new ListStacks.Request(targets));
    json.print(
        console(),
        () -> Map.of("stacks", result.stacks().stream().map(Entry::of).toList()),
        () -> print(result.stacks()));
    result.problems().forEach(problem -> console().error(problem.toString()));
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
  }

  private void print(List<Stack> stacks) {
    EnvironmentId current = null;
    for (Stack stack : stacks) {
      if (!stack.id().environment().equals(current)) {
        current = stack.id().environment();
        console().result(console().bold(current + " ") + stack.region());
      }
      String after =
          stack.dependencies().isEmpty()
              ? ""
              : "   after "
                  + String.join(", ", stack.dependencies().stream().map(id -> id.layer()).toList());
      console()
          .result(
              String.format(
                      "  %-48s %4d resources%s", stack.id(), stack.file().resourceCount(), after)
                  .stripTrailing());
    }
  }

  private record Entry(
      String stack,
      String system,
      String environment,
      String layer,
      String name,
      String region,
      int resources,
      List<String> dependsOn) {

    static Entry of(Stack stack) {
      StackId id = stack.id();
      return new Entry(
          id.toString(),
          id.environment().system(),
          id.environment().environment(),
          id.layer(),
          id.stackName(),
          stack.region(),
          stack.file().resourceCount(),
          stack.dependencies().stream().map(StackId::toString).toList());
    }
  }
}

package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.ui.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code terrace list}. */
@Command(
    name = "list",
    description = "Lists systems, environments and stacks in deployment order.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./terrace list", "  ./terrace list 'coder/*' --json"})
final class ListCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;

  @Parameters(paramLabel = "TARGET", description = "Default: everything.")
  private List<String> targets = List.of();

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Synthesis synthesis =
        Synthesis.make(terrace.project(), terrace.console(), targets, Synthesis::temporaryFolder);
    for (String ignored : Selection.ignored(terrace.project())) {
      terrace.console().warn(ignored + " is ignored: files of environments end with .yaml");
    }
    json.print(
        terrace.console(),
        () -> Map.of("stacks", synthesis.inListOrder().stream().map(Entry::of).toList()),
        () -> print(synthesis));
    return ExitCode.DONE;
  }

  private void print(Synthesis synthesis) {
    EnvironmentId current = null;
    for (Stack stack : synthesis.inListOrder()) {
      if (!stack.id().environment().equals(current)) {
        current = stack.id().environment();
        terrace.console().result(terrace.console().bold(current + " ") + stack.region());
      }
      String after =
          stack.dependencies().isEmpty()
              ? ""
              : "   after "
                  + String.join(", ", stack.dependencies().stream().map(id -> id.layer()).toList());
      terrace
          .console()
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

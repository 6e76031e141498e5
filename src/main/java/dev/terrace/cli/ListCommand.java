package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code terrace list}. */
@Command(name = "list")
final class ListCommand extends ProjectCommand implements Runnable {
  @Parameters(paramLabel = "TARGET")
  private List<String> targets = List.of();

  @Mixin private JsonOption json;

  @Override
  public void run() {
    Synthesis synthesis = Synthesis.make(project(), console(), targets, Synthesis::temporaryFolder);
    for (String ignored : Selection.ignored(project())) {
      console().warn(ignored + " is ignored: files of environments end with .yaml");
    }
    json.print(
        console(),
        () -> Map.of("stacks", synthesis.inListOrder().stream().map(Entry::of).toList()),
        () -> print(synthesis));
  }

  private void print(Synthesis synthesis) {
    EnvironmentId current = null;
    for (Stack stack : synthesis.inListOrder()) {
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

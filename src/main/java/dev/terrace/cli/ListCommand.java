package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.ui.ExitCode;
import java.util.List;
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
    if (json.given()) {
      terrace.console().result(asJson(synthesis).stripTrailing());
    } else {
      print(synthesis);
    }
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

  private static String asJson(Synthesis synthesis) {
    ObjectNode tree = Json.object();
    ArrayNode stacks = tree.putArray("stacks");
    for (Stack stack : synthesis.inListOrder()) {
      ObjectNode node =
          stacks
              .addObject()
              .put("stack", stack.id().toString())
              .put("system", stack.id().environment().system())
              .put("environment", stack.id().environment().environment())
              .put("layer", stack.id().layer())
              .put("name", stack.id().stackName())
              .put("region", stack.region())
              .put("resources", stack.file().resourceCount());
      ArrayNode after = node.putArray("dependsOn");
      stack.dependencies().forEach(id -> after.add(id.toString()));
    }
    return Json.pretty(tree);
  }
}

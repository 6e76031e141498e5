package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.synth.WriteStacks;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code terrace synth}. */
@Command(
    name = "synth",
    description = {
      "Writes Terraform JSON to cdktf.out/stacks/<stack>/cdk.tf.json.",
      "Writes the same files as 'npx cdktf synth', always for the whole environment of a"
          + " target."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./terrace synth", "  ./terrace synth coder/production"})
final class SynthCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;

  @Parameters(paramLabel = "TARGET", description = "Default: everything.")
  private List<String> targets = List.of();

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    long started = System.nanoTime();
    Path folder = terrace.project().home().resolve("cdktf.out");
    Synthesis synthesis =
        new WriteStacks(terrace.context()).run(new WriteStacks.Request(targets, folder));
    double seconds = (System.nanoTime() - started) / 1e9;
    if (json.given()) {
      ObjectNode tree = Json.object();
      ArrayNode stacks = tree.putArray("stacks");
      for (Stack stack : synthesis.stacks()) {
        stacks
            .addObject()
            .put("stack", stack.id().toString())
            .put("file", file(stack))
            .put("resources", stack.file().resourceCount());
      }
      terrace.console().result(Json.pretty(tree).stripTrailing());
      return ExitCode.DONE;
    }
    int resources = 0;
    for (Stack stack : synthesis.stacks()) {
      resources += stack.file().resourceCount();
      terrace
          .console()
          .result(
              String.format(
                  "%-44s %4d resources  %s",
                  stack.id(), stack.file().resourceCount(), file(stack)));
    }
    terrace
        .console()
        .result(
            String.format(
                Locale.ROOT,
                "%d stacks, %d resources in %.1f s",
                synthesis.stacks().size(),
                resources,
                seconds));
    return ExitCode.DONE;
  }

  private static String file(Stack stack) {
    return "cdktf.out/stacks/" + stack.id().stackName() + "/cdk.tf.json";
  }
}

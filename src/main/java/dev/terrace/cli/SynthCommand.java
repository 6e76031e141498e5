package dev.terrace.cli;

import dev.terrace.actions.synth.WriteStacks;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code terrace synth}. */
@Command(name = "synth")
final class SynthCommand extends ProjectCommand implements Runnable {
  @Parameters(paramLabel = "TARGET")
  private List<String> targets = List.of();

  @Mixin private JsonOption json;

  @Override
  public void run() {
    long started = System.nanoTime();
    Path folder = project().home().resolve("cdktf.out");
    Synthesis synthesis = new WriteStacks(context()).run(new WriteStacks.Request(targets, folder));
    double seconds = (System.nanoTime() - started) / 1e9;
    List<Entry> entries = synthesis.stacks().stream().map(Entry::of).toList();
    json.print(console(), () -> Map.of("stacks", entries), () -> print(entries, seconds));
  }

  private void print(List<Entry> entries, double seconds) {
    for (Entry each : entries) {
      console().result("%-44s %4d resources  %s".formatted(each.stack, each.resources, each.file));
    }
    int resources = entries.stream().mapToInt(Entry::resources).sum();
    console()
        .result(
            String.format(
                Locale.ROOT,
                "%d stacks, %d resources in %.1f s",
                entries.size(),
                resources,
                seconds));
  }

  private record Entry(String stack, String file, int resources) {
    static Entry of(Stack stack) {
      return new Entry(
          stack.id().toString(),
          "cdktf.out/stacks/" + stack.id().stackName() + "/cdk.tf.json",
          stack.file().resourceCount());
    }
  }
}

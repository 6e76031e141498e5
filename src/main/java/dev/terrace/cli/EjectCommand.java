package dev.terrace.cli;

import dev.terrace.actions.eject.EjectStacks;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.print.EjectPrinter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace eject}. */
@Command(name = "eject")
final class EjectCommand extends ProjectCommand implements Runnable {
  @Mixin private TargetParameters targets;

  @Option(names = "--to", paramLabel = "DIR", required = true)
  private Path to;

  @Mixin private LocalOption local;
  @Mixin private JsonOption json;

  @Override
  public void run() {
    EjectStacks.Result result =
        new EjectStacks(context()).run(new EjectStacks.Request(targets.words(), to, local.given()));
    json.print(console(), result, EjectPrinter::asJson, EjectPrinter::print);
  }
}

package dev.terrace.cli;

import dev.terrace.actions.bridge.CheckContract;
import dev.terrace.actions.bridge.ShowContract;
import dev.terrace.actions.bridge.WriteModules;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.print.BridgePrinter;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace bridge}. */
@Command(
    name = "bridge",
    subcommands = {
      BridgeCommand.Show.class,
      BridgeCommand.Check.class,
      BridgeCommand.WriteModule.class
    })
final class BridgeCommand extends CommandGroup {
  @Command(name = "show")
  static final class Show extends TargetCommand implements Runnable {
    @Mixin private JsonOption json;

    @Override
    public void run() {
      ShowContract.Result result =
          new ShowContract(context()).run(new ShowContract.Request(targets(), local()));
      json.print(console(), result, BridgePrinter::asJson, BridgePrinter::print);
    }
  }

  @Command(name = "check")
  static final class Check extends TargetCommand implements Callable<Integer> {
    @Option(names = "--releases", paramLabel = "DIR")
    private Path releases;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      CheckContract.Result result =
          new CheckContract(context())
              .run(new CheckContract.Request(targets(), local(), Optional.ofNullable(releases)));
      json.print(console(), result, BridgePrinter::asJson, BridgePrinter::print);
      if (result.isRefused()) {
        return ExitCode.REFUSED;
      }
      return result.isClean() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(name = "module")
  static final class WriteModule extends ProjectCommand implements Runnable {
    @Mixin private TargetParameters targets;

    @Option(names = "--to", paramLabel = "DIR")
    private Path folder;

    @Mixin private JsonOption json;

    @Override
    public void run() {
      WriteModules.Result result =
          new WriteModules(context())
              .run(new WriteModules.Request(targets.words(), Optional.ofNullable(folder)));
      json.print(console(), result, BridgePrinter::asJson, BridgePrinter::print);
    }
  }
}

package dev.terrace.cli;

import dev.terrace.actions.cloud.LockProviders;
import dev.terrace.actions.cloud.PushToCloud;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.print.CloudPrinter;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace cloud}. */
@Command(
    name = "cloud",
    subcommands = {CloudCommand.Push.class, CloudCommand.Lock.class})
final class CloudCommand extends CommandGroup {
  @Command(name = "push")
  static final class Push extends ProjectCommand implements Callable<Integer> {
    @Mixin private TargetParameters targets;
    @Mixin private YesOption yes;
    @Mixin private JsonOption json;

    @Option(names = "--with-data")
    private boolean withData;

    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT")
    private String message;

    @Override
    public Integer call() {
      Confirmation confirmation = yes.consent(console(), "cloud push");
      PushToCloud.Result result =
          new PushToCloud(context(), confirmation)
              .run(
                  new PushToCloud.Request(targets.words(), Optional.ofNullable(message), withData));
      CloudPrinter.printIncomplete(result, console());
      json.print(console(), result, CloudPrinter::asJson, CloudPrinter::print);
      if (result.isRefused()) {
        return ExitCode.REFUSED;
      }
      return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(name = "lock")
  static final class Lock extends ProjectCommand implements Runnable {
    @Option(names = "--registry")
    private boolean registry;

    @Override
    public void run() {
      CloudPrinter.print(
          new LockProviders(context()).run(new LockProviders.Request(registry)), console());
    }
  }
}

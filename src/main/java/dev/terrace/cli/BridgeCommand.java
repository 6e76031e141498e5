package dev.terrace.cli;

import dev.terrace.actions.bridge.CheckContract;
import dev.terrace.actions.bridge.ShowContract;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.print.BridgePrinter;
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
    description = {
      "Shows and checks what an environment publishes for other Terraform workspaces.",
      "These are SSM parameters under a versioned contract. See"
          + " docs/recipes/consume-the-bridge.md."
    },
    subcommands = {BridgeCommand.Show.class, BridgeCommand.Check.class},
    footer = {
      "  ./terrace bridge show coder/production --local",
      "  ./terrace bridge check coder/production"
    })
final class BridgeCommand extends CommandGroup {
  @Command(
      name = "show",
      description = {
        "Lists the parameters of the contract, with their values if deployed.",
        "Never shows the value of a SecureString."
      },
      exitCodeList = {
        "0:shown, deployed or not",
        "1:AWS cannot be reached",
        "2:wrong usage or invalid configuration"
      })
  static final class Show extends TargetCommand implements Runnable {
    @Mixin private JsonOption json;

    @Override
    public void run() {
      ShowContract.Result result =
          new ShowContract(context()).run(new ShowContract.Request(targets(), local()));
      json.print(
          console(),
          () -> BridgePrinter.asJson(result),
          () -> BridgePrinter.print(result, console()));
    }
  }

  @Command(
      name = "check",
      description = {
        "Compares the contract with its latest release and with the deployed parameters.",
        "Removed, renamed and retyped parameters break consumers and need a new major"
            + " version; additions need a new minor version. Deployed parameters are reported as"
            + " missing, stale (the value differs from the platform stack's state), extra, or of a"
            + " wrong type."
      },
      exitCodeList = {
        "0:deployed parameters match the contract",
        "1:deployed parameters differ, or nothing is deployed",
        "2:wrong usage or invalid configuration",
        "3:refused: the contract breaks its latest release; a deploy would refuse it too"
      })
  static final class Check extends TargetCommand implements Callable<Integer> {
    @Option(
        names = "--releases",
        paramLabel = "DIR",
        description = "Folder of the released contracts. Default: the project's bridge/releases.")
    private Path releases;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      CheckContract.Result result =
          new CheckContract(context())
              .run(new CheckContract.Request(targets(), local(), Optional.ofNullable(releases)));
      json.print(
          console(),
          () -> BridgePrinter.asJson(result),
          () -> BridgePrinter.print(result, console()));
      if (result.isRefused()) {
        return ExitCode.REFUSED;
      }
      return result.isClean() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}

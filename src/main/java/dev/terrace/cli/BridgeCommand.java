package dev.terrace.cli;

import dev.terrace.actions.bridge.CheckContract;
import dev.terrace.actions.bridge.ShowContract;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.BridgePrinter;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace bridge}. */
@Command(
    name = "bridge",
    description = {
      "Shows and checks what an environment publishes for other Terraform workspaces.",
      "These are SSM parameters under a versioned contract. See"
          + " docs/recipes/consume-the-bridge.md."
    },
    subcommands = {BridgeCommand.Show.class, BridgeCommand.Check.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace bridge show coder/production --local",
      "  ./terrace bridge check coder/production"
    })
final class BridgeCommand extends CommandGroup {
  @ParentCommand private TerraceCommand terrace;

  @Command(
      name = "show",
      description = {
        "Lists the parameters of the contract, with their values if deployed.",
        "Never shows the value of a SecureString."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:shown, deployed or not",
        "1:AWS cannot be reached",
        "2:wrong usage or invalid configuration"
      })
  static final class Show implements Callable<Integer> {
    @ParentCommand private BridgeCommand bridge;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      Console console = bridge.terrace.console();
      ShowContract.Result result =
          new ShowContract(bridge.terrace.context())
              .run(new ShowContract.Request(targets.words(), local.given()));
      json.print(
          console, () -> BridgePrinter.asJson(result), () -> BridgePrinter.print(result, console));
      return ExitCode.DONE;
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
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:deployed parameters match the contract",
        "1:deployed parameters differ, or nothing is deployed",
        "2:wrong usage or invalid configuration",
        "3:refused: the contract breaks its latest release; a deploy would refuse it too"
      })
  static final class Check implements Callable<Integer> {
    @ParentCommand private BridgeCommand bridge;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Option(
        names = "--releases",
        paramLabel = "DIR",
        description = "Folder of the released contracts. Default: the project's bridge/releases.")
    private Path releases;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      Console console = bridge.terrace.console();
      CheckContract.Result result =
          new CheckContract(bridge.terrace.context())
              .run(
                  new CheckContract.Request(
                      targets.words(), local.given(), Optional.ofNullable(releases)));
      json.print(
          console, () -> BridgePrinter.asJson(result), () -> BridgePrinter.print(result, console));
      if (result.isRefused()) {
        return ExitCode.REFUSED;
      }
      return result.isClean() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}

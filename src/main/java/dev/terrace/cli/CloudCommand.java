package dev.terrace.cli;

import dev.terrace.actions.cloud.LockProviders;
import dev.terrace.actions.cloud.PushToCloud;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.CloudPrinter;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code terrace cloud}. */
@Command(
    name = "cloud",
    description = {
      "Terraform Cloud and Terraform Enterprise, for environments with backend.type 'cloud': one"
          + " workspace a stack. See docs/recipes/move-to-terraform-cloud.md."
    },
    subcommands = {CloudCommand.Push.class, CloudCommand.Lock.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  ./terrace cloud push alva/production", "  ./terrace cloud lock"})
final class CloudCommand implements Runnable {
  @Spec private CommandSpec spec;
  @ParentCommand private TerraceCommand terrace;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: push or lock");
  }

  @Command(
      name = "push",
      description = {
        "Makes missing workspaces (run in Terraform Cloud, nothing applied without a word), lets each"
            + " read the states of the stacks it needs, uploads each stack's folder, starts the runs"
            + " in the order of the dependencies, follows them, and asks before each is applied.",
        "The token is the one that 'terraform login' has stored, or the variable TF_TOKEN_<host>."
            + " AWS credentials are variables of the workspaces."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:every run has ended well",
        "1:a run failed or was declined; later ones were not started",
        "2:wrong usage, or a configuration that cannot be used; nothing was started"
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  ./terrace cloud push alva/production",
        "  ./terrace cloud push alva/production/data --yes --message 'larger database'"
      })
  static final class Push implements Callable<Integer> {
    @ParentCommand private CloudCommand cloud;
    @Mixin private TargetParameters targets;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "The result as JSON.")
    private boolean json;

    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "Why, shown with the runs. Default: the command.")
    private String message;

    @Override
    public Integer call() {
      Console console = cloud.terrace.console();
      Confirmation confirmation = Confirmation.of(console, yes, "cloud push");
      PushToCloud.Result result =
          new PushToCloud(cloud.terrace.context(), confirmation)
              .run(new PushToCloud.Request(targets.words(), Optional.ofNullable(message)));
      CloudPrinter.printIncomplete(result, console);
      if (json) {
        console.result(Json.pretty(CloudPrinter.asJson(result)).stripTrailing());
      } else {
        CloudPrinter.print(result, console);
      }
      return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(
      name = "lock",
      description = {
        "Writes the providers' checksums for linux_amd64, darwin_arm64 and linux_arm64 into the"
            + " project's .terraform.lock.hcl, which goes into the folder of each stack that"
            + " Terraform Cloud runs. Commit it. Checksums that are in it stay.",
        "They come from the registry; where a provider mirror is found, from that, for the platforms"
            + " it holds."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  ./terrace cloud lock", "  ./terrace cloud lock --registry"})
  static final class Lock implements Callable<Integer> {
    @ParentCommand private CloudCommand cloud;

    @Option(names = "--registry", description = "Ask the registry, though there is a mirror.")
    private boolean registry;

    @Override
    public Integer call() {
      CloudPrinter.print(
          new LockProviders(cloud.terrace.context()).run(new LockProviders.Request(registry)),
          cloud.terrace.console());
      return ExitCode.DONE;
    }
  }
}

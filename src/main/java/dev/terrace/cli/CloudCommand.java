package dev.terrace.cli;

import dev.terrace.actions.cloud.LockProviders;
import dev.terrace.actions.cloud.PushToCloud;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.cli.print.CloudPrinter;
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
    description = {
      "Runs stacks in Terraform Cloud or Terraform Enterprise.",
      "For environments with backend.type 'cloud': one workspace per stack. See"
          + " docs/recipes/move-to-terraform-cloud.md."
    },
    subcommands = {CloudCommand.Push.class, CloudCommand.Lock.class},
    footer = {"  ./terrace cloud push alva/production", "  ./terrace cloud lock"})
final class CloudCommand extends CommandGroup {
  @Command(
      name = "push",
      description = {
        "Runs stacks in Terraform Cloud, in dependency order.",
        "Creates missing workspaces (remote execution, no auto-apply), lets each read the"
            + " states of the stacks it needs, uploads the folder of each stack, starts and follows"
            + " the runs, and asks before each apply.",
        "The token comes from 'terraform login' or the variable TF_TOKEN_<host>. AWS"
            + " credentials are variables of the workspaces."
      },
      exitCodeList = {
        "0:every run succeeded",
        "1:a run failed or was declined; later ones were not started",
        "2:wrong usage or invalid configuration; nothing was started"
      },
      footer = {
        "  ./terrace cloud push alva/production",
        "  ./terrace cloud push alva/production/data --yes --message 'larger database'"
      })
  static final class Push extends ProjectCommand implements Callable<Integer> {
    @Mixin private TargetParameters targets;

    @Mixin private YesOption yes;

    @Mixin private JsonOption json;

    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "Reason, shown with the runs. Default: the command.")
    private String message;

    @Override
    public Integer call() {
      Confirmation confirmation = yes.consent(console(), "cloud push");
      PushToCloud.Result result =
          new PushToCloud(context(), confirmation)
              .run(new PushToCloud.Request(targets.words(), Optional.ofNullable(message)));
      CloudPrinter.printIncomplete(result, console());
      json.print(
          console(),
          () -> CloudPrinter.asJson(result),
          () -> CloudPrinter.print(result, console()));
      return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(
      name = "lock",
      description = {
        "Records the checksums of the providers in .terraform.lock.hcl.",
        "For linux_amd64, darwin_arm64 and linux_arm64. The file is copied into the folder of"
            + " each stack that Terraform Cloud runs. Commit it. Existing checksums stay.",
        "The checksums come from the registry or, if there is a provider mirror, from the"
            + " mirror for the platforms it contains."
      },
      footer = {"  ./terrace cloud lock", "  ./terrace cloud lock --registry"})
  static final class Lock extends ProjectCommand implements Runnable {
    @Option(names = "--registry", description = "Use the registry even if there is a mirror.")
    private boolean registry;

    @Override
    public void run() {
      CloudPrinter.print(
          new LockProviders(context()).run(new LockProviders.Request(registry)), console());
    }
  }
}

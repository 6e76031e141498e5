package dev.terrace.cli;

import dev.terrace.actions.backend.BootstrapBackend;
import dev.terrace.actions.backend.ReadBackendStatus;
import dev.terrace.actions.backend.TearDownBackend;
import dev.terrace.actions.backend.UnlockStates;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.cli.print.BackendPrinter;
import dev.terrace.ui.Confirmation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code terrace backend}. */
@Command(
    name = "backend",
    description = {
      "Manages the state backend: the bucket of the states, and their locks.",
      "Environments that name the same bucket share it. See backend/README.md."
    },
    subcommands = {
      BackendCommand.Bootstrap.class,
      BackendCommand.Status.class,
      BackendCommand.Unlock.class,
      BackendMigrate.class,
      BackendRestore.class,
      BackendCommand.Teardown.class
    },
    footer = {
      "  ./terrace backend bootstrap coder/production",
      "  ./terrace backend unlock coder/production --local --yes",
      "  ./terrace backend restore coder/production/data"
    })
final class BackendCommand extends CommandGroup {
  @Command(
      name = "bootstrap",
      description = {
        "Creates the state bucket and the lock table if they are missing.",
        "Their own state is in that bucket too. Another run changes nothing; an interrupted"
            + " run resumes."
      })
  static final class Bootstrap extends TargetCommand implements Runnable {
    @Override
    public void run() {
      BootstrapBackend.Result result =
          new BootstrapBackend(context()).run(new BootstrapBackend.Request(targets(), local()));
      BackendPrinter.withoutBucket(
          result.withoutBucket(),
          "there is no bucket to create; './terrace cloud push' creates workspaces",
          console());
      result.backends().forEach(each -> console().result(each.describe()));
    }
  }

  @Command(name = "status", description = "Shows the bucket, the states, and who holds which lock.")
  static final class Status extends TargetCommand implements Runnable {
    @Mixin private JsonOption json;

    @Override
    public void run() {
      ReadBackendStatus.Result result =
          new ReadBackendStatus(context()).run(new ReadBackendStatus.Request(targets(), local()));
      json.print(
          console(),
          () -> BackendPrinter.asJson(result),
          () -> BackendPrinter.print(result, console()));
    }
  }

  @Command(
      name = "unlock",
      description = {
        "Shows who holds the lock of a state and releases it.",
        "Use it for locks of killed runs. If a Terraform process of such a run is still"
            + " working on this machine, it can finish its step first."
      })
  static final class Unlock extends TargetCommand implements Runnable {
    @Mixin private YesOption yes;

    @Override
    public void run() {
      Confirmation confirmation = yes.consent(console(), "backend unlock");
      UnlockStates.Result result =
          new UnlockStates(context(), confirmation)
              .run(new UnlockStates.Request(targets(), local()));
      if (result.steps().isEmpty()) {
        console().result("no lock was released");
      }
      result.steps().forEach(step -> console().result(step.describe()));
    }
  }

  @Command(
      name = "teardown",
      description = {
        "Destroys the state bucket with every version of every state, and the lock table.",
        "It refuses while a stack with its state in the bucket still has resources."
      },
      exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:refused: a stack has resources"})
  static final class Teardown extends TargetCommand implements Runnable {
    @Mixin private YesOption yes;

    @Override
    public void run() {
      Confirmation confirmation = yes.consent(console(), "backend teardown");
      TearDownBackend.Result result =
          new TearDownBackend(context(), confirmation)
              .run(new TearDownBackend.Request(targets(), local()));
      BackendPrinter.withoutBucket(
          result.withoutBucket(),
          "there is no bucket to destroy; delete workspaces in Terraform Cloud",
          console());
      result.backends().forEach(each -> console().result(each.describe()));
    }
  }
}

package dev.terrace.cli;

import dev.terrace.actions.backend.AcceptStates;
import dev.terrace.actions.backend.BootstrapBackend;
import dev.terrace.actions.backend.ReadBackendStatus;
import dev.terrace.actions.backend.TearDownBackend;
import dev.terrace.actions.backend.UnlockStates;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.print.BackendPrinter;
import dev.terrace.ui.Confirmation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code terrace backend}. */
@Command(
    name = "backend",
    subcommands = {
      BackendCommand.Bootstrap.class,
      BackendCommand.Status.class,
      BackendCommand.Unlock.class,
      BackendMigrate.class,
      BackendRestore.class,
      BackendCommand.Accept.class,
      BackendCommand.Teardown.class
    })
final class BackendCommand extends CommandGroup {
  @Command(name = "bootstrap")
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

  @Command(name = "status")
  static final class Status extends TargetCommand implements Runnable {
    @Mixin private JsonOption json;

    @Override
    public void run() {
      ReadBackendStatus.Result result =
          new ReadBackendStatus(context()).run(new ReadBackendStatus.Request(targets(), local()));
      json.print(console(), result, BackendPrinter::asJson, BackendPrinter::print);
    }
  }

  @Command(name = "unlock")
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

  @Command(name = "accept")
  static final class Accept extends TargetCommand implements Runnable {
    @Mixin private YesOption yes;

    @Override
    public void run() {
      Confirmation confirmation = yes.consent(console(), "backend accept");
      AcceptStates.Result result =
          new AcceptStates(context(), confirmation)
              .run(new AcceptStates.Request(targets(), local()));
      if (result.accepted().isEmpty()) {
        console().result("no state was accepted");
      }
      result.accepted().forEach(each -> console().result(each.describe()));
    }
  }

  @Command(name = "teardown")
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

package dev.terrace.cli;

import dev.terrace.actions.adopt.AdoptionSources;
import dev.terrace.actions.adopt.AdoptionStatus;
import dev.terrace.actions.adopt.ApplyAdoption;
import dev.terrace.actions.adopt.PlanAdoption;
import dev.terrace.actions.adopt.ScratchPlanner;
import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.check.CheckGuard;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.cli.options.AdoptionSourceOptions;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.YesOption;
import dev.terrace.error.UserError;
import dev.terrace.print.AdoptionPrinter;
import dev.terrace.project.DeployContext;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.ShellWord;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code terrace adopt}. */
@Command(
    name = "adopt",
    subcommands = {
      AdoptCommand.PlanIt.class,
      AdoptCommand.ApplyIt.class,
      AdoptCommand.StatusOfIt.class
    })
final class AdoptCommand extends CommandGroup {
  /** A command for one environment. */
  abstract static class EnvironmentCommand extends ProjectCommand {
    @Parameters(paramLabel = "TARGET")
    private String target;

    AdoptionPrinter printer(DeployContext context) {
      return new AdoptionPrinter(console(), target(context));
    }

    /** The target and the option {@code --local}, as in commands. */
    static String target(DeployContext context) {
      return context.synthesis().selection().describe() + context.target().option();
    }

    /** At Ctrl-C: no drafted state remains on the disk, and what was written is said. */
    void ifInterrupted(ScratchPlanner planner, Runnable report) {
      context()
          .interrupts()
          .alsoDo(
              () -> {
                planner.discard();
                report.run();
              });
    }

    DeployContext open(LocalOption local) {
      return DeployContext.ofOneEnvironment(context(), local.given(), target);
    }
  }

  @Command(name = "plan")
  static final class PlanIt extends EnvironmentCommand implements Runnable {
    @Mixin private AdoptionSourceOptions options;
    @Mixin private LocalOption local;

    @Override
    public void run() {
      AdoptionSources sources = options.sources();
      if (sources.isEmpty()) {
        throw new ParameterException(
            spec().commandLine(),
            "Missing source: --from-state FILE|DIR, --from-cloudformation STACK|DIR"
                + " or --from-ids FILE");
      }
      DeployContext context = open(local);
      try (ScratchPlanner planner = new ScratchPlanner(context.target())) {
        PlanAdoption action = new PlanAdoption(context, planner, console());
        ifInterrupted(
            planner,
            () ->
                printer(context)
                    .interrupted("adoption files", action.written(), "plan", options.repeated()));
        PlanAdoption.Result result =
            action.run(new PlanAdoption.Request(project().adoptions(), sources));
        printer(context).print(result);
      }
    }
  }

  @Command(name = "apply")
  static final class ApplyIt extends EnvironmentCommand implements Callable<Integer> {
    @Mixin private LocalOption local;
    @Mixin private YesOption yes;

    @Option(names = "--accept", paramLabel = "ADDRESS")
    private List<String> accept = List.of();

    @Override
    public Integer call() {
      Confirmation confirmation = yes.consent(console(), "adopt apply");
      DeployContext context = open(local);
      CheckGuard.report(context(), context.synthesis());
      StateBackends.bootstrapIfLocal(context, context());
      try (ScratchPlanner planner = new ScratchPlanner(context.target())) {
        AdoptionPrinter printer = printer(context);
        ApplyAdoption action =
            new ApplyAdoption(context, planner, console(), StackGuard.of(project(), false));
        ifInterrupted(
            planner, () -> printer.interrupted("states", action.written(), "apply", repeated()));
        ApplyAdoption.Result result =
            action.run(
                new ApplyAdoption.Request(
                    project().adoptions(),
                    accept,
                    proposal -> {
                      printer.print(proposal);
                      return confirmation.given(
                          "Add "
                              + proposal.resources()
                              + " resources to the states of the stacks?");
                    }));
        printer.print(result);
        return switch (result.ending()) {
          case ADOPTED, NOTHING_LEFT -> ExitCode.DONE;
          case DECLINED -> ExitCode.FAILED;
          case REFUSED ->
              throw UserError.refused(
                  "refused, nothing was changed: see above. Change the configuration to match what"
                      + " exists, or accept changes in place: ./terrace adopt apply "
                      + target(context)
                      + repeated()
                      + " --accept ADDRESS");
        };
      }
    }

    /** The changes that are accepted already, with a leading blank. */
    private String repeated() {
      return accept.stream()
          .map(address -> " --accept " + ShellWord.quoted(address))
          .collect(Collectors.joining());
    }
  }

  @Command(name = "status")
  static final class StatusOfIt extends EnvironmentCommand implements Runnable {
    @Mixin private LocalOption local;
    @Mixin private JsonOption json;

    @Override
    public void run() {
      DeployContext context = open(local);
      AdoptionStatus.Result result =
          new AdoptionStatus(context, console())
              .run(new AdoptionStatus.Request(project().adoptions()));
      json.print(
          console(), () -> AdoptionPrinter.asJson(result), () -> printer(context).print(result));
    }
  }
}

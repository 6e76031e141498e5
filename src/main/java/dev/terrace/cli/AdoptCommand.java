package dev.terrace.cli;

import dev.terrace.actions.adopt.AdoptionSources;
import dev.terrace.actions.adopt.AdoptionStatus;
import dev.terrace.actions.adopt.ApplyAdoption;
import dev.terrace.actions.adopt.PlanAdoption;
import dev.terrace.actions.adopt.ScratchPlanner;
import dev.terrace.actions.backend.StateBackends;
import dev.terrace.cli.options.AdoptionSourceOptions;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.ui.Confirmation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code terrace adopt}. */
@Command(
    name = "adopt",
    description = {
      "Brings resources that exist under the stacks of this project, with nothing added, destroyed or"
          + " replaced. See docs/recipes/adopt-from-terraform.md and docs/recipes/adopt-from-aws-cdk.md."
    },
    subcommands = {
      AdoptCommand.PlanIt.class,
      AdoptCommand.ApplyIt.class,
      AdoptCommand.StatusOfIt.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace adopt plan coder/production --from-state ../legacy/coder",
      "  ./terrace adopt plan orcha/prod --from-cloudformation Orcha",
      "  ./terrace adopt apply coder/production",
      "  ./terrace adopt status coder/production"
    })
final class AdoptCommand implements Runnable {
  @Spec private CommandSpec spec;
  @ParentCommand private TerraceCommand terrace;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: plan, apply or status");
  }

  /** {@code TERRACE_ADOPTIONS}, else the project's {@code adoptions}. */
  private Path folder() {
    String named = terrace.project().shell().getOrDefault("TERRACE_ADOPTIONS", "");
    return named.isEmpty()
        ? terrace.project().home().resolve("adoptions")
        : Path.of(named).toAbsolutePath();
  }

  private DeployContext open(LocalOption local, String target) {
    DeployContext opened = DeployContext.of(terrace.context(), local.given(), List.of(target));
    long environments =
        opened.synthesis().chosen().stream()
            .map(stack -> stack.id().environment())
            .distinct()
            .count();
    if (environments != 1) {
      throw UserError.usage(
          "target '" + target + "' matches " + environments + " environments; adopt one at a time");
    }
    return opened;
  }

  @Command(
      name = "plan",
      description = {
        "Finds which existing resource is which one of the stacks and writes it to"
            + " adoptions/SYSTEM/ENVIRONMENT/LAYER.yaml, for people to read, edit and commit. Nothing"
            + " else is changed, and what exists is only read."
      },
      mixinStandardHelpOptions = true)
  static final class PlanIt implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @ParentCommand private AdoptCommand adopt;

    @Parameters(paramLabel = "TARGET", description = "SYSTEM/ENVIRONMENT[/LAYER].")
    private String target;

    @Mixin private AdoptionSourceOptions options;
    @Mixin private LocalOption local;

    @Override
    public Integer call() {
      AdoptionSources sources = options.sources();
      if (sources.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "Missing what to adopt from: --from-state FILE|DIR, --from-cloudformation STACK|DIR"
                + " or --from-ids FILE");
      }
      DeployContext opened = adopt.open(local, target);
      try (ScratchPlanner rehearsal = new ScratchPlanner(opened.estate())) {
        return new PlanAdoption(opened, rehearsal, adopt.terrace.console(), adopt.folder())
            .run(sources);
      }
    }
  }

  @Command(
      name = "apply",
      description = {
        "Puts what the adoption files say into the states of the stacks. Each state is drafted and"
            + " planned against first; only when nothing would be destroyed, replaced or changed, and"
            + " no secret sent, are they written. Nothing in AWS is changed. Running it again goes on."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:adopted, or nothing is left to adopt",
        "1:failed",
        "2:wrong usage, or an adoption file or a source that cannot be used; nothing was changed",
        "3:refused, because something would be destroyed, replaced or changed; nothing was changed"
      })
  static final class ApplyIt implements Callable<Integer> {
    @ParentCommand private AdoptCommand adopt;

    @Parameters(paramLabel = "TARGET", description = "SYSTEM/ENVIRONMENT[/LAYER].")
    private String target;

    @Mixin private LocalOption local;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask.")
    private boolean yes;

    @Option(
        names = "--accept",
        paramLabel = "ADDRESS",
        description =
            "A resource, or a glob of addresses, that the next deploy may change in place. Can be"
                + " given several times. Destroying, replacing and secrets are never accepted.")
    private List<String> accept = List.of();

    @Override
    public Integer call() {
      Confirmation consent = Confirmation.of(adopt.terrace.console(), yes, "adopt apply");
      DeployContext opened = adopt.open(local, target);
      if (local.given()) {
        StateBackends.bootstrap(opened.estate(), opened.synthesis(), adopt.terrace.context());
      }
      try (ScratchPlanner rehearsal = new ScratchPlanner(opened.estate())) {
        return new ApplyAdoption(opened, rehearsal, adopt.terrace.console(), adopt.folder())
            .run(accept, consent);
      }
    }
  }

  @Command(
      name = "status",
      description = "What is left: adopted, to adopt, new with the next deploy, staying behind.",
      mixinStandardHelpOptions = true)
  static final class StatusOfIt implements Callable<Integer> {
    @ParentCommand private AdoptCommand adopt;

    @Parameters(paramLabel = "TARGET", description = "SYSTEM/ENVIRONMENT[/LAYER].")
    private String target;

    @Mixin private LocalOption local;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
      return new AdoptionStatus(adopt.open(local, target), adopt.terrace.console(), adopt.folder())
          .run(json);
    }
  }
}

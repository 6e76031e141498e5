package dev.terrace.cli;

import dev.terrace.actions.cloud.PushToCloud;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Project;
import dev.terrace.project.ProviderLock;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
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
      TerraceCommand terrace = cloud.terrace;
      Project project = terrace.project();
      Console console = terrace.console();
      Confirmation consent = Confirmation.of(console, yes, "cloud push");
      Synthesis synthesis =
          Synthesis.make(project, console, targets.words(), Synthesis::temporaryFolder);
      requireCloud(synthesis.chosen());
      ProviderLock lock = ProviderLock.of(project);
      if (!Files.exists(lock.file())) {
        throw UserError.failed(
            "there is no "
                + ProviderLock.FILE
                + ", so that each run would choose its own provider; make it with './terrace cloud"
                + " lock' and commit it");
      }
      lock.copy(synthesis.stacks(), console::warn);
      return new PushToCloud(synthesis, project.shell(), console, consent)
          .run(
              terraformVersion(project),
              message == null ? "terrace cloud push " + synthesis.selection().words() : message,
              json,
              terrace.interrupts());
    }

    private static void requireCloud(List<Stack> stacks) {
      List<String> others =
          stacks.stream()
              .filter(stack -> !(stack.backend() instanceof Backend.Cloud))
              .map(
                  stack ->
                      stack.id().environment()
                          + " (backend.type "
                          + stack.backend().getClass().getSimpleName().toLowerCase(Locale.ROOT)
                          + ")")
              .distinct()
              .toList();
      if (!others.isEmpty()) {
        throw UserError.usage(
            "'cloud push' is for environments with backend.type cloud, which is not so for "
                + String.join(", ", others)
                + "; those are deployed with: ./terrace deploy");
      }
    }

    private static String terraformVersion(Project project) {
      try {
        return Files.readString(project.home().resolve(".terraform-version")).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read .terraform-version", e);
      }
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
      TerraceCommand terrace = cloud.terrace;
      DeployTarget.requireTerraform(terrace.project());
      Synthesis synthesis =
          Synthesis.make(terrace.project(), warning -> {}, List.of(), Synthesis::temporaryFolder);
      terrace.console().passing("asking for the providers' packages");
      ProviderLock.Written written =
          ProviderLock.of(terrace.project())
              .write(
                  synthesis.stacks(), Synthesis.temporaryFolder(), registry, terrace.interrupts());
      terrace.console().endPassing();
      terrace
          .console()
          .result(
              ProviderLock.FILE
                  + ": "
                  + String.join(", ", written.covered())
                  + " from "
                  + written.from());
      if (!written.missing().isEmpty()) {
        terrace
            .console()
            .result(
                "not there: "
                    + String.join(", ", written.missing())
                    + "; on those, 'terraform init' in a stack's folder refuses the provider until"
                    + " they are added, where the registry can be reached, with: ./terrace cloud"
                    + " lock --registry");
      }
      return ExitCode.DONE;
    }
  }
}

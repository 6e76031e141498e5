package dev.terrace.cli;

import dev.terrace.actions.eject.EjectStacks;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.EjectPrinter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace eject}. */
@Command(
    name = "eject",
    description = {
      "Writes stacks as readable HCL, one folder per stack.",
      "Addresses, backends and locks stay the same, so that plain Terraform plans no"
          + " changes. Deploys nothing, changes no state, and needs no credentials. See"
          + " docs/recipes/leave-terrace.md."
    },
    exitCodeList = {
      "0:written",
      "1:Terraform is missing, or a stack cannot be written",
      "2:wrong usage or invalid configuration; nothing was started",
      "3:refused: the folder contains other or changed files, or is not writable; it is"
          + " unchanged"
    },
    footer = {
      "  ./terrace eject coder/production --to ../coder-terraform",
      "  ./terrace eject coder/production/network --to /tmp/look --json"
    })
final class EjectCommand extends ProjectCommand implements Runnable {
  @Mixin private TargetParameters targets;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description =
          "Output folder: a new or empty one, or one with stacks of the same environments from"
              + " an earlier 'eject', which are written again.")
  private Path to;

  @Option(
      names = "--local",
      description =
          "Use the states of the simulated AWS. States in Terraform Cloud become local files.")
  private boolean local;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    EjectStacks.Result result =
        new EjectStacks(context()).run(new EjectStacks.Request(targets.words(), to, local));
    json.print(
        console(), () -> EjectPrinter.asJson(result), () -> EjectPrinter.print(result, console()));
  }
}

package dev.terrace.cli;

import dev.terrace.actions.eject.EjectStacks;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.EjectPrinter;
import dev.terrace.terraform.Json;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace eject}. */
@Command(
    name = "eject",
    description = {
      "Writes stacks in Terraform's own language, one folder a stack, for people who go on without"
          + " this project. Addresses, backends and locks stay, so that plain Terraform finds"
          + " nothing to change. Nothing is deployed and no state is touched; no credentials are"
          + " needed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "1:Terraform is missing, or a stack cannot be written",
      "2:wrong usage, or a configuration that cannot be used; nothing was started",
      "3:the folder holds something else, or files that were changed since, or cannot be written to;"
          + " it is left as it is"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace eject coder/production --to ../coder-terraform",
      "  ./terrace eject coder/production/network --to /tmp/look --json"
    })
final class EjectCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;

  @Mixin private TargetParameters targets;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder: a new one, an empty one, or one that 'eject' has written the same"
              + " environments' stacks to before; those that are there are written again.")
  private Path to;

  @Option(
      names = "--local",
      description =
          "For the states of the simulated AWS. What lies in Terraform Cloud is in files there.")
  private boolean local;

  @Option(names = "--json", description = "What was written, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    EjectStacks.Result result =
        new EjectStacks(terrace.context()).run(new EjectStacks.Request(targets.words(), to, local));
    if (json) {
      terrace.console().result(Json.pretty(EjectPrinter.asJson(result)).stripTrailing());
    } else {
      EjectPrinter.print(result, terrace.console());
    }
    return ExitCode.DONE;
  }
}

package dev.terrace.cli;

import dev.terrace.actions.output.ReadOutputs;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.OutputPrinter;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Output;
import dev.terrace.ui.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace output}. */
@Command(
    name = "output",
    description = "Shows the outputs of deployed stacks; sensitive values are masked.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:nothing of the target is deployed",
      "2:wrong usage or invalid configuration"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace output coder/production --local",
      "  ./terrace output coder/production/platform --json"
    })
final class OutputCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;

  @Option(
      names = "--json",
      description = "Print values by stack and output as JSON, without sensitive ones.")
  private boolean json;

  @Option(names = "--all", description = "Also show the outputs between stacks.")
  private boolean all;

  @Override
  public Integer call() {
    ReadOutputs.Result result =
        new ReadOutputs(terrace.context())
            .run(new ReadOutputs.Request(targets.words(), local.given()));
    Map<StackId, Map<String, Output>> shown = OutputPrinter.shown(result.outputs(), all);
    if (json) {
      JsonOption.print(terrace.console(), OutputPrinter.asJson(shown));
    } else {
      OutputPrinter.print(shown, terrace.console());
    }
    result.notDeployed().forEach(stack -> terrace.console().note(stack + " is not deployed"));
    return ExitCode.DONE;
  }
}

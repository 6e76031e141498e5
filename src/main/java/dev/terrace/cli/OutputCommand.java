package dev.terrace.cli;

import dev.terrace.actions.output.ReadOutputs;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.print.OutputPrinter;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Output;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code terrace output}. */
@Command(
    name = "output",
    description = "Shows the outputs of deployed stacks; sensitive values are masked.",
    exitCodeList = {
      "0:done",
      "1:nothing of the target is deployed",
      "2:wrong usage or invalid configuration"
    },
    footer = {
      "  ./terrace output coder/production --local",
      "  ./terrace output coder/production/platform --json"
    })
final class OutputCommand extends TargetCommand implements Runnable {
  @Option(
      names = "--json",
      description = "Print values by stack and output as JSON, without sensitive ones.")
  private boolean json;

  @Option(names = "--all", description = "Also show the outputs between stacks.")
  private boolean all;

  @Override
  public void run() {
    ReadOutputs.Result result =
        new ReadOutputs(context()).run(new ReadOutputs.Request(targets(), local()));
    Map<StackId, Map<String, Output>> shown = OutputPrinter.shown(result.outputs(), all);
    if (json) {
      JsonOption.print(console(), OutputPrinter.asJson(shown));
    } else {
      OutputPrinter.print(shown, console());
    }
    result.notDeployed().forEach(stack -> console().note(stack + " is not deployed"));
  }
}

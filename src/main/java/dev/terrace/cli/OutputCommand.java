package dev.terrace.cli;

import dev.terrace.actions.output.ReadOutputs;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.cli.print.OutputPrinter;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Output;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace output}. */
@Command(name = "output")
final class OutputCommand extends TargetCommand implements Runnable {
  @Mixin private JsonOption json;

  @Option(names = "--all")
  private boolean all;

  @Override
  public void run() {
    ReadOutputs.Result result =
        new ReadOutputs(context()).run(new ReadOutputs.Request(targets(), local()));
    Map<StackId, Map<String, Output>> shown = OutputPrinter.shown(result.outputs(), all);
    json.print(console(), shown, OutputPrinter::asJson, OutputPrinter::print);
    result.notDeployed().forEach(stack -> console().note(stack + " is not deployed"));
  }
}

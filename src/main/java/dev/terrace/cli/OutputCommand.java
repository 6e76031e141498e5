package dev.terrace.cli;

import dev.terrace.actions.output.ReadOutputs;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.config.StackId;
import dev.terrace.print.OutputPrinter;
import dev.terrace.terraform.Output;
import dev.terrace.ui.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace output}. */
@Command(name = "output")
final class OutputCommand extends TargetCommand implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Option(names = "--all")
  private boolean all;

  @Override
  public Integer call() {
    ReadOutputs.Result result =
        new ReadOutputs(context()).run(new ReadOutputs.Request(targets(), local()));
    Map<StackId, Map<String, Output>> shown = OutputPrinter.shown(result.outputs(), all);
    json.print(console(), shown, OutputPrinter::asJson, OutputPrinter::print);
    result.notDeployed().forEach(stack -> console().note(stack + " is not deployed"));
    result.problems().forEach(console()::error);
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}

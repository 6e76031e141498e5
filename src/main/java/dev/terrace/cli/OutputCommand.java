package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.output.ReadOutputs;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.print.OutputPrinter;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Output;
import dev.terrace.ui.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace output}. */
@Command(
    name = "output",
    description = "Shows the outputs of deployed stacks. Sensitive values are masked.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:nothing of the target is deployed",
      "2:wrong usage, or a configuration that cannot be used"
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
      description = "As JSON: values by output, by stack; sensitive ones are left out.")
  private boolean json;

  @Option(names = "--all", description = "The outputs between stacks as well.")
  private boolean all;

  @Override
  public Integer call() {
    ReadOutputs.Result result =
        new ReadOutputs(terrace.context())
            .run(new ReadOutputs.Request(targets.words(), local.given()));
    Map<StackId, Map<String, Output>> shown = new LinkedHashMap<>();
    result.outputs().forEach((stack, values) -> shown.put(stack, OutputPrinter.shown(values, all)));
    if (json) {
      ObjectNode tree = Json.object();
      shown.forEach((stack, values) -> tree.set(stack.toString(), OutputPrinter.asJson(values)));
      terrace.console().result(Json.pretty(tree).stripTrailing());
    } else {
      OutputPrinter.print(shown, terrace.console());
    }
    result.notDeployed().forEach(stack -> terrace.console().note(stack + " is not deployed"));
    return ExitCode.DONE;
  }
}

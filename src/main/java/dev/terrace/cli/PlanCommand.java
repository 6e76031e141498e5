package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code terrace plan}. */
@Command(
    name = "plan",
    description = {
      "Shows what a deploy would change, stack by stack in the order of deployment. A stack that"
          + " reads outputs of one that is not deployed yet cannot be planned: which one has to be"
          + " deployed first is said."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing would change",
      "1:a stack cannot be planned",
      "2:wrong usage, or a configuration that cannot be used; nothing was started",
      "4:something would change"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace plan coder/production",
      "  ./terrace plan coder/production/data --local --json"
    })
final class PlanCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;

  @Parameters(
      paramLabel = "TARGET",
      description = "SYSTEM/ENVIRONMENT[/LAYER] or a glob of those. Default: everything.")
  private List<String> targets = List.of();

  @Mixin private LocalOption local;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  private final ArrayNode plans = Json.object().putArray("stacks");
  private final Map<StackId, Set<String>> deployed = new HashMap<>();

  @Override
  public Integer call() {
    Opening opened = Opening.of(terrace, local, targets);
    Estate estate = opened.estate();
    BridgeGuard.warn(terrace, opened.synthesis().selection());
    if (local.given()) {
      Backends.bootstrap(estate, opened.synthesis(), terrace);
    }
    List<Stack> stacks = opened.synthesis().chosen();
    boolean changes = false;
    Optional<String> stop = Optional.empty();
    for (int i = 0; i < stacks.size() && stop.isEmpty(); i++) {
      Stack stack = stacks.get(i);
      stop = missing(estate, opened.synthesis(), stack);
      if (stop.isEmpty()) {
        String label = "[" + (i + 1) + "/" + stacks.size() + "] " + stack.id();
        changes |= plan(estate, stack, label);
      }
    }
    if (json) {
      ObjectNode tree = Json.object().put("changes", changes);
      tree.set("stacks", plans);
      tree.put("stoppedBecause", stop.orElse(null));
      terrace.console().result(Json.pretty(tree).stripTrailing());
    }
    if (stop.isPresent()) {
      throw CommandException.failed(stop.get());
    }
    if (!json) {
      terrace
          .console()
          .result(
              changes
                  ? "A deploy would change something."
                  : terrace.console().good("Nothing would change."));
    }
    return changes ? ExitCode.CHANGES : ExitCode.DONE;
  }

  private Optional<String> missing(Estate estate, Synthesis synthesis, Stack stack) {
    for (StackId earlier : stack.dependencies()) {
      Set<String> there =
          deployed.computeIfAbsent(
              earlier, id -> estate.prepare(synthesis.stack(id)).state().outputs());
      String words = null;
      if (there.isEmpty()) {
        words = " reads outputs of %s, which is not";
      } else if (!there.containsAll(stack.file().outputsReadFrom(earlier.stackName()))) {
        words = " reads new outputs of %s, which are not";
      }
      if (words != null) {
        return Optional.of(
            stack.id()
                + words.formatted(earlier)
                + " deployed yet, so it cannot be planned; deploy that first: ./terrace deploy "
                + earlier
                + estate.option());
      }
    }
    return Optional.empty();
  }

  private boolean plan(Estate estate, Stack stack, String label) {
    StackProgress progress = new StackProgress(terrace.console(), label);
    Terraform terraform = estate.prepare(stack);
    progress.step("planning", 0);
    Plan plan;
    try {
      plan = terraform.plan(List.of(), progress::accept);
    } catch (TerraformException e) {
      throw CommandException.failed(Failures.explain(stack, estate, e));
    } finally {
      terraform.discardPlan();
    }
    terrace.console().endPassing();
    if (json) {
      plans.add(PlanPrinter.asJson(stack, plan));
    } else {
      terrace
          .console()
          .result(terrace.console().bold(stack.id().toString()) + ": " + plan.counts());
      PlanPrinter.print(stack, plan, terrace.console()::result);
    }
    return !plan.isEmpty();
  }
}

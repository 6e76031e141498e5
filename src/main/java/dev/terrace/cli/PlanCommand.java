package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.backend.StateBackends;
import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.print.PlanPrinter;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.StackProgress;
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
    DeployContext opened = DeployContext.of(terrace.context(), local.given(), targets);
    DeployTarget estate = opened.estate();
    ContractGuard.warn(terrace.context(), opened.synthesis().selection());
    if (local.given()) {
      StateBackends.bootstrap(estate, opened.synthesis(), terrace.context());
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
      throw UserError.failed(stop.get());
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

  private Optional<String> missing(DeployTarget estate, Synthesis synthesis, Stack stack) {
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

  private boolean plan(DeployTarget estate, Stack stack, String label) {
    StackProgress progress = new StackProgress(terrace.console(), label);
    Terraform terraform = estate.prepare(stack);
    progress.step("planning", 0);
    Plan plan;
    try {
      plan = terraform.plan(List.of(), progress::accept);
    } catch (TerraformException e) {
      throw UserError.failed(StackErrors.explain(stack, estate, e));
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

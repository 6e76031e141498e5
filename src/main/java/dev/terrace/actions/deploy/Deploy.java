package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.cli.print.OutputPrinter;
import dev.terrace.cli.print.PlanPrinter;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackGraph;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Messages;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Applies stacks in order, then plans them again to see that nothing is left to change. */
public final class Deploy {
  private final DeployTarget estate;
  private final Synthesis synthesis;
  private final Ui ui;
  private final Interrupts interrupts;
  private final Confirmation consent;
  private final Map<StackId, Result> results = new ConcurrentHashMap<>();

  public Deploy(
      DeployTarget estate,
      Synthesis synthesis,
      Ui ui,
      Interrupts interrupts,
      Confirmation consent) {
    this.estate = estate;
    this.synthesis = synthesis;
    this.ui = ui;
    this.interrupts = interrupts;
    this.consent = consent;
  }

  /**
   * What became of a stack.
   *
   * @param outcome {@code applied}, {@code unchanged}, {@code declined} or {@code failed}
   */
  private record Result(String outcome, Plan plan, long seconds) {}

  /**
   * @param all outputs between stacks as well
   * @return the exit code
   */
  public int run(int parallel, boolean json, boolean all) {
    List<Stack> stacks = synthesis.chosen();
    requireEarlier(stacks);
    StackGraph graph = new StackGraph(synthesis.stacks(), stacks, false);
    AtomicInteger number = new AtomicInteger();
    List<Stack> notBegun =
        graph.run(
            parallel,
            stack ->
                deploy(
                    stack,
                    "[" + number.incrementAndGet() + "/" + stacks.size() + "] " + stack.id()));
    boolean complete =
        results.values().stream()
                .allMatch(r -> r.outcome().equals("applied") || r.outcome().equals("unchanged"))
            && notBegun.isEmpty();
    if (!complete) {
      reportIncomplete(graph.order(), notBegun);
      return ExitCode.FAILED;
    }
    boolean changed =
        results.values().stream().anyMatch(result -> result.outcome().equals("applied"));
    boolean clean = !changed || planAgain(graph.order());
    report(graph.order(), changed, clean, json, all);
    return clean ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Stacks that are not deployed here but whose outputs are read must have been deployed. */
  private void requireEarlier(List<Stack> stacks) {
    Map<StackId, Stack> others = new LinkedHashMap<>();
    synthesis.stacks().forEach(stack -> others.put(stack.id(), stack));
    stacks.forEach(stack -> others.remove(stack.id()));
    Map<StackId, Boolean> deployed = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      for (StackId earlier : stack.dependencies()) {
        Stack other = others.get(earlier);
        if (other != null
            && !deployed.computeIfAbsent(earlier, id -> !estate.prepare(other).state().isEmpty())) {
          throw UserError.failed(
              stack.id()
                  + " reads outputs of "
                  + earlier
                  + ", which is not deployed yet; deploy it first: ./terrace deploy "
                  + earlier
                  + estate.option());
        }
      }
    }
  }

  private boolean deploy(Stack stack, String label) {
    StackProgress progress = new StackProgress(ui, label);
    try {
      Terraform terraform = estate.prepare(stack);
      progress.step("planning", 0);
      Plan plan = KilledApplyRecovery.plan(terraform, stack, progress);
      if (plan.isEmpty()) {
        terraform.discardPlan();
        progress.say("no changes");
        results.put(stack.id(), new Result("unchanged", plan, progress.seconds()));
        return true;
      }
      progress.say(plan.counts());
      if (!consent.given("Apply to " + stack.id() + "?")) {
        terraform.discardPlan();
        results.put(stack.id(), new Result("declined", plan, progress.seconds()));
        return false;
      }
      progress.step("applying", plan.changes().size());
      terraform.apply(progress::accept);
      KilledApplyRecovery.end(terraform);
      progress.say("applied in " + progress.seconds() + " s");
      results.put(stack.id(), new Result("applied", plan, progress.seconds()));
      return true;
    } catch (TerraformException e) {
      ui.endPassing();
      results.put(
          stack.id(), new Result("failed", new Plan(List.of(), Map.of()), progress.seconds()));
      ui.error(StackErrors.explain(stack, estate, e, progress));
      return false;
    } catch (UserError e) {
      ui.endPassing();
      results.put(
          stack.id(), new Result("failed", new Plan(List.of(), Map.of()), progress.seconds()));
      ui.error(e.getMessage());
      return false;
    }
  }

  private void reportIncomplete(List<Stack> order, List<Stack> notBegun) {
    ui.note("");
    for (Stack stack : order) {
      Result result = results.get(stack.id());
      ui.note(
          "  "
              + stack.id()
              + ": "
              + (result == null || notBegun.contains(stack) ? "not begun" : result.outcome()));
    }
    boolean declined =
        results.values().stream().anyMatch(result -> result.outcome().equals("declined"));
    ui.note(
        (declined && !interrupts.interrupted() ? "Stopped as you wished. " : "")
            + "Resume with: ./terrace deploy "
            + synthesis.selection().words()
            + estate.option());
  }

  private boolean planAgain(List<Stack> order) {
    boolean clean = true;
    for (Stack stack : order) {
      StackProgress progress = new StackProgress(ui, "second plan of " + stack.id());
      progress.step("planning", 0);
      Terraform terraform = estate.terraformIn(estate.folderOf(stack));
      Plan plan;
      try {
        plan = terraform.plan(List.of(), progress::accept);
      } catch (TerraformException e) {
        ui.endPassing();
        throw UserError.failed(stack.id() + ": the second plan failed: " + e.getMessage());
      } finally {
        terraform.discardPlan();
      }
      if (!plan.isEmpty()) {
        clean = false;
        progress.say("still differs after the apply: " + plan.counts());
        PlanPrinter.print(stack, plan, ui::note);
      }
    }
    ui.endPassing();
    return clean;
  }

  private void report(
      List<Stack> order, boolean changed, boolean clean, boolean json, boolean all) {
    Map<StackId, Map<String, Output>> outputs = new LinkedHashMap<>();
    for (Stack stack : order) {
      outputs.put(
          stack.id(),
          OutputPrinter.shown(estate.terraformIn(estate.folderOf(stack)).outputs(), all));
    }
    if (json) {
      ui.result(asJson(order, clean, outputs).stripTrailing());
      return;
    }
    OutputPrinter.print(outputs, ui);
    String stacks = order.size() == 1 ? "1 stack" : order.size() + " stacks";
    if (!changed) {
      ui.result(ui.good("Nothing to change: " + stacks + " as described."));
    } else if (clean) {
      ui.result(ui.good(stacks + " deployed; planned again: no changes.") + " " + tally(order));
    } else {
      ui.result(
          ui.bad(
              stacks + " deployed, but a second plan still finds something to change, see above."));
    }
  }

  private String tally(List<Stack> order) {
    long created = 0;
    long updated = 0;
    long replaced = 0;
    long destroyed = 0;
    for (Stack stack : order) {
      Plan plan = results.get(stack.id()).plan();
      created += plan.count(Plan.Action.CREATE);
      updated += plan.count(Plan.Action.UPDATE);
      replaced += plan.count(Plan.Action.REPLACE);
      destroyed += plan.count(Plan.Action.DELETE);
    }
    return "("
        + created
        + " created, "
        + updated
        + " changed, "
        + replaced
        + " replaced, "
        + destroyed
        + " destroyed)";
  }

  private String asJson(
      List<Stack> order, boolean clean, Map<StackId, Map<String, Output>> outputs) {
    ObjectNode tree = Json.object();
    tree.put("clean", clean);
    var list = tree.putArray("stacks");
    for (Stack stack : order) {
      Result result = results.get(stack.id());
      ObjectNode node =
          list.addObject().put("stack", stack.id().toString()).put("outcome", result.outcome());
      Map<String, Long> counts = new TreeMap<>();
      for (Plan.Change change : result.plan().changes()) {
        counts.merge(Messages.of(change.action()), 1L, Long::sum);
      }
      ObjectNode countNode = node.putObject("counts");
      counts.forEach(countNode::put);
      node.put("seconds", result.seconds());
      node.set("outputs", OutputPrinter.asJson(outputs.get(stack.id())));
    }
    return Json.pretty(tree);
  }
}

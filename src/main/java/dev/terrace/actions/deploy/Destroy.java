package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.guard.Protections;
import dev.terrace.guard.Stateful;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackGraph;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Destroys stacks in reverse order, protections lifted first. */
public final class Destroy {
  private final DeployTarget estate;
  private final Synthesis synthesis;
  private final Ui ui;
  private final Confirmation consent;
  private final boolean withData;
  private final Map<StackId, String> outcomes = new ConcurrentHashMap<>();
  private final Map<StackId, Integer> destroyed = new ConcurrentHashMap<>();

  public Destroy(
      DeployTarget estate, Synthesis synthesis, Ui ui, Confirmation consent, boolean withData) {
    this.estate = estate;
    this.synthesis = synthesis;
    this.ui = ui;
    this.consent = consent;
    this.withData = withData;
  }

  /**
   * @return the exit code
   */
  public int run(int parallel, boolean json) {
    StackGraph graph = new StackGraph(synthesis.stacks(), synthesis.chosen(), true);
    Map<StackId, State> states = new LinkedHashMap<>();
    for (Stack stack : synthesis.stacks()) {
      ui.passing("reading the state of " + stack.id());
      states.put(stack.id(), stateOf(stack));
    }
    ui.endPassing();
    refuseWhatOthersRead(states);
    if (!withData) {
      refuseStateful(states);
    }
    List<Stack> there =
        graph.order().stream().filter(stack -> !states.get(stack.id()).isEmpty()).toList();
    AtomicInteger number = new AtomicInteger();
    List<Stack> notBegun =
        new StackGraph(synthesis.stacks(), inOrder(there), true)
            .run(
                parallel,
                stack ->
                    destroy(
                        stack,
                        states.get(stack.id()),
                        "[" + number.incrementAndGet() + "/" + there.size() + "] " + stack.id()));
    boolean complete =
        notBegun.isEmpty() && outcomes.values().stream().allMatch(o -> o.equals("destroyed"));
    if (json) {
      ui.result(asJson(graph.order(), complete).stripTrailing());
    }
    if (!complete) {
      ui.note("");
      for (Stack stack : there) {
        ui.note("  " + stack.id() + ": " + outcomes.getOrDefault(stack.id(), "not begun"));
      }
      ui.note(
          "Resume with: ./terrace destroy "
              + synthesis.selection().words()
              + estate.option()
              + (withData && !estate.isLocal() ? " --with-data" : ""));
      return ExitCode.FAILED;
    }
    if (!json) {
      int resources = destroyed.values().stream().mapToInt(Integer::intValue).sum();
      ui.result(
          there.isEmpty()
              ? "Nothing is deployed."
              : ui.good(
                  there.size()
                      + (there.size() == 1 ? " stack" : " stacks")
                      + " destroyed, "
                      + resources
                      + " resources; nothing is left of them."));
    }
    return ExitCode.DONE;
  }

  private List<Stack> inOrder(List<Stack> reversed) {
    return synthesis.stacks().stream().filter(reversed::contains).toList();
  }

  private State stateOf(Stack stack) {
    return estate.prepareIfBackendExists(stack).map(Terraform::state).orElse(State.EMPTY);
  }

  private void refuseWhatOthersRead(Map<StackId, State> states) {
    List<String> readers = new ArrayList<>();
    for (Stack stack : synthesis.stacks()) {
      if (synthesis.selection().includes(stack.id()) || states.get(stack.id()).isEmpty()) {
        continue;
      }
      for (StackId earlier : stack.dependencies()) {
        if (synthesis.selection().includes(earlier) && !states.get(earlier).isEmpty()) {
          readers.add(stack.id() + " reads outputs of " + earlier);
        }
      }
    }
    if (!readers.isEmpty()) {
      throw UserError.refused(
          "refused, nothing was touched: stacks that stay read what is to be destroyed:\n  "
              + String.join("\n  ", readers)
              + "\n  Destroy those first, or name the whole environment.");
    }
  }

  private void refuseStateful(Map<StackId, State> states) {
    List<String> lost = new ArrayList<>();
    for (Stack stack : synthesis.chosen()) {
      for (String address : states.get(stack.id()).resources().keySet()) {
        if (Stateful.is(State.typeOf(address))) {
          lost.add(stack.id() + ": " + stack.words(address));
        }
      }
    }
    if (!lost.isEmpty()) {
      throw UserError.refused(
          "refused, nothing was touched: these hold data that would be lost:\n  "
              + String.join("\n  ", lost)
              + "\n  If that is what you want, add --with-data.");
    }
  }

  private boolean destroy(Stack stack, State state, String label) {
    StackProgress progress = new StackProgress(ui, label);
    Terraform terraform = estate.terraformIn(estate.folderOf(stack));
    try {
      lift(stack, state, terraform, progress);
      progress.step("planning the destruction of", state.resources().size());
      Plan plan = terraform.plan(List.of("-destroy"), progress::accept);
      progress.say(plan.counts());
      if (!consent.given("Destroy " + stack.id() + "?")) {
        terraform.discardPlan();
        outcomes.put(stack.id(), "declined");
        return false;
      }
      progress.step("destroying", plan.changes().size());
      terraform.apply(progress::accept);
      progress.say("destroyed in " + progress.seconds() + " s");
      outcomes.put(stack.id(), "destroyed");
      destroyed.put(stack.id(), plan.changes().size());
      return true;
    } catch (TerraformException e) {
      ui.endPassing();
      ui.error(StackErrors.explain(stack, estate, e, progress));
      outcomes.put(stack.id(), "failed");
      return false;
    }
  }

  private void lift(Stack stack, State state, Terraform terraform, StackProgress progress) {
    Protections protections = Protections.find(stack.file(), state);
    if (protections.override().isEmpty()) {
      return;
    }
    if (!consent.given("Lift the protections of " + stack.id() + "?")) {
      throw UserError.failed("stopped as you wished; nothing of " + stack.id() + " changed");
    }
    Json.write(terraform.folder().resolve(DeployTarget.LIFTED_PROTECTIONS), protections.override());
    if (protections.addresses().isEmpty()) {
      return;
    }
    progress.step("lifting protections of", protections.addresses().size());
    List<String> options = new ArrayList<>();
    protections.addresses().forEach(address -> options.add("-target=" + address));
    Plan plan = terraform.plan(options, progress::accept);
    if (plan.isEmpty()) {
      terraform.discardPlan();
      return;
    }
    terraform.apply(progress::accept);
    progress.say("protections lifted: " + protections.addresses().size());
  }

  private String asJson(List<Stack> order, boolean complete) {
    ObjectNode tree = Json.object().put("complete", complete);
    ArrayNode stacks = tree.putArray("stacks");
    for (Stack stack : order) {
      stacks
          .addObject()
          .put("stack", stack.id().toString())
          .put("outcome", outcomes.getOrDefault(stack.id(), "not deployed"))
          .put("destroyed", destroyed.getOrDefault(stack.id(), 0));
    }
    return Json.pretty(tree);
  }
}

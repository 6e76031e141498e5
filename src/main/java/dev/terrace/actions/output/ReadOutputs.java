package dev.terrace.actions.output;

import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.OrphanStacks;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.project.StateFaults;
import dev.terrace.project.UnreadableStateException;
import dev.terrace.terraform.Output;
import dev.terrace.terraform.Terraform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the outputs of deployed stacks from their states. */
public final class ReadOutputs {
  private final RunContext run;

  public ReadOutputs(RunContext run) {
    this.run = run;
  }

  /**
   * @param local whether the simulated AWS is read
   */
  public record Request(List<String> targets, boolean local) {}

  /**
   * @param outputs by stack, in the order of deployment, outputs between stacks included
   * @param notDeployed stacks of the target without resources
   * @param problems states that cannot be read, each with the way out
   */
  public record Result(
      Map<StackId, Map<String, Output>> outputs,
      List<StackId> notDeployed,
      List<String> problems) {}

  /**
   * @throws UserError when no stack of the target is deployed, or none can be read
   */
  public Result run(Request request) {
    boolean orphans = OrphanStacks.areMeant(run.project(), request.local(), request.targets());
    Optional<Selection> selection =
        orphans
            ? Optional.empty()
            : Optional.of(Selection.read(run.project(), request.targets(), run.ui()::warn));
    DeployTarget target = DeployTarget.open(run, request.local());
    List<StackStates.Entry> entries =
        selection
            .map(StackStates::of)
            .orElseGet(() -> OrphanStacks.entries(run.project(), target, request.targets()));
    Map<StackId, Map<String, Output>> outputs = new LinkedHashMap<>();
    List<StackId> notDeployed = new ArrayList<>();
    List<StackStates.Entry> missing = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (StackStates.Entry entry : entries) {
      Optional<Terraform> terraform;
      try {
        terraform = StackStates.open(entry, target);
      } catch (UnreadableStateException e) { // the others are read all the same
        problems.add(e.getMessage());
        continue;
      }
      if (terraform.isEmpty()) {
        missing.add(entry);
      }
      if (terraform.isEmpty() || terraform.get().state().isEmpty()) {
        notDeployed.add(entry.stack());
      } else {
        outputs.put(entry.stack(), terraform.get().outputs());
      }
    }
    if (outputs.isEmpty() && !problems.isEmpty()) {
      throw UserError.failed(String.join("\n", problems));
    }
    if (outputs.isEmpty() && missing.size() == notDeployed.size()) {
      throw StateFaults.noPlace(missing.get(0), target);
    }
    if (outputs.isEmpty()) {
      throw UserError.failed(
          "not deployed: "
              + String.join(", ", notDeployed.stream().map(StackId::toString).toList())
              + "; deploy with: ./terrace deploy "
              + String.join(" ", request.targets())
              + target.option());
    }
    return new Result(outputs, notDeployed, problems);
  }
}

package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Terraform;
import dev.terrace.upstream.StackOutputs;
import dev.terrace.upstream.Substitution;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of the outputs of stacks while later ones are planned. */
final class EarlierOutputs {
  private final Synthesis synthesis;
  private final DeployTarget target;
  private final Map<StackId, StackOutputs> known = new HashMap<>();

  EarlierOutputs(Synthesis synthesis, DeployTarget target) {
    this.synthesis = synthesis;
    this.target = target;
  }

  /** The values that stand in a stack for the outputs of those before it. */
  Substitution substitution(Stack stack) {
    Map<StackId, StackOutputs> earlier = new LinkedHashMap<>();
    stack
        .dependencies()
        .forEach(id -> earlier.put(id, known.computeIfAbsent(id, this::notPlanned)));
    return new Substitution(stack.file(), earlier);
  }

  /** A stack that is no target is not changed by a deploy of the targets. */
  private StackOutputs notPlanned(StackId id) {
    Stack stack = synthesis.stack(id);
    JsonNode state = target.prepare(stack, Purpose.READ).stateTree();
    target.release(stack);
    return StackOutputs.deployed(state, false);
  }

  void unchanged(Stack stack, Terraform terraform) {
    known.put(stack.id(), StackOutputs.deployed(terraform.stateTree(), true));
  }

  /**
   * @param plan as {@code terraform show -json} prints it
   */
  void changed(Stack stack, JsonNode plan) {
    known.put(stack.id(), StackOutputs.planned(plan));
  }

  void unknown(Stack stack) {
    known.put(stack.id(), StackOutputs.unknown());
  }
}

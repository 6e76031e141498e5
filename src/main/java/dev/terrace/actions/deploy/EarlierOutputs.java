package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.StackId;
import dev.terrace.project.Stack;
import dev.terrace.upstream.StackOutputs;
import dev.terrace.upstream.Substitution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What is known of the outputs of stacks while later ones are planned. Threads may share it. */
final class EarlierOutputs {
  private final PreparedStacks prepared;
  private final Predicate<StackId> isTarget;
  private final Map<StackId, StackOutputs> known = new ConcurrentHashMap<>();

  /**
   * @param isTarget whether a stack is planned in the same run
   */
  EarlierOutputs(PreparedStacks prepared, Predicate<StackId> isTarget) {
    this.prepared = prepared;
    this.isTarget = isTarget;
  }

  /**
   * The values that stand in a stack for the outputs of those before it, all of which have been
   * planned.
   */
  Substitution substitution(Stack stack) {
    Map<StackId, StackOutputs> earlier = new LinkedHashMap<>();
    for (StackId id : stack.dependencies()) {
      prepared.open(id);
      earlier.put(id, known.computeIfAbsent(id, this::deployed));
    }
    return new Substitution(stack.file(), earlier);
  }

  /** The same as long as those before it have not been planned: if their plans change nothing. */
  Substitution expected(Stack stack) {
    Map<StackId, StackOutputs> earlier = new LinkedHashMap<>();
    for (StackId id : stack.dependencies()) {
      StackOutputs planned = known.get(id);
      earlier.put(id, planned == null ? deployed(id) : planned);
    }
    return new Substitution(stack.file(), earlier);
  }

  /** A stack that is no target is not changed by a deploy of the targets. */
  private StackOutputs deployed(StackId id) {
    return StackOutputs.deployed(prepared.of(id).stateTree(), isTarget.test(id));
  }

  void unchanged(Stack stack) {
    known.put(stack.id(), deployed(stack.id()));
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

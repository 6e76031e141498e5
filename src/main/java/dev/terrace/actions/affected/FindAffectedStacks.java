package dev.terrace.actions.affected;

import dev.terrace.affected.StackComparison;
import dev.terrace.affected.SynthesizedStack;
import dev.terrace.config.Target;
import dev.terrace.git.GitException;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.ui.Ui;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the stacks that differ from a revision of git: in their synthesized form, their assets, or
 * an output that they read. What cannot be compared counts as affected.
 */
public final class FindAffectedStacks {
  private final Project project;
  private final Ui ui;

  public FindAffectedStacks(RunContext run) {
    this.project = run.project();
    this.ui = run.ui();
  }

  /**
   * @param synthesis of what is in the working tree, committed or not
   * @param revision as git takes it
   */
  public record Request(Synthesis synthesis, String revision) {}

  /**
   * @param affected why each affected stack is, in order
   * @param unknown why all stacks count as affected; empty if they were compared
   */
  public record Result(Map<Stack, String> affected, Optional<String> unknown) {

    /** A synthesis that has the affected stacks as its chosen ones. */
    public Synthesis narrow(Synthesis whole) {
      if (affected.isEmpty()) {
        return new Synthesis(whole.selection(), List.of());
      }
      List<Target> targets =
          affected.keySet().stream().map(stack -> Target.parse(stack.id().toString())).toList();
      return new Synthesis(
          new Selection(whole.selection().environments(), targets), whole.stacks());
    }
  }

  public Result run(Request request) {
    Synthesis synthesis = request.synthesis();
    try {
      ui.passing("comparing with " + request.revision());
      Map<String, SynthesizedStack> before =
          new EarlierStacks(project, ui, request.revision()).of(synthesis);
      ui.endPassing();
      return new Result(compare(synthesis, before), Optional.empty());
    } catch (GitException e) {
      ui.endPassing();
      Map<Stack, String> all = new LinkedHashMap<>();
      synthesis.chosen().forEach(stack -> all.put(stack, "cannot be compared"));
      return new Result(all, Optional.of(e.getMessage()));
    }
  }

  private static Map<Stack, String> compare(
      Synthesis synthesis, Map<String, SynthesizedStack> before) {
    Map<String, SynthesizedStack> after = new HashMap<>();
    for (Stack stack : synthesis.stacks()) {
      after.put(stack.id().stackName(), SynthesizedStack.read(stack.folder()));
    }
    StackComparison comparison = new StackComparison(before, after);
    Map<Stack, String> affected = new LinkedHashMap<>();
    for (Stack stack : synthesis.chosen()) {
      comparison.affected(stack.id().stackName()).ifPresent(reason -> affected.put(stack, reason));
    }
    return affected;
  }
}

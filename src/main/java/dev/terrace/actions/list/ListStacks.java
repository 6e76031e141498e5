package dev.terrace.actions.list;

import dev.terrace.config.ConfigException;
import dev.terrace.config.Problem;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import java.util.ArrayList;
import java.util.List;

/** Lists the stacks of every environment that is valid. */
public final class ListStacks {
  private final RunContext run;

  public ListStacks(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets none for everything
   */
  public record Request(List<String> targets) {}

  /**
   * @param stacks in the order of the list
   * @param problems of the other environments
   */
  public record Result(List<Stack> stacks, List<Problem> problems) {}

  /**
   * @throws ConfigException when there are problems and no environment is valid
   */
  public Result run(Request request) {
    List<Problem> problems = new ArrayList<>();
    run.ui().passing("synthesizing");
    Synthesis synthesis =
        Synthesis.make(
            run.project(),
            request.targets(),
            () -> valid(request, problems),
            run.ui()::warn,
            Synthesis::temporaryFolder);
    run.ui().endPassing();
    return new Result(synthesis.inListOrder(), List.copyOf(problems));
  }

  private Selection valid(Request request, List<Problem> problems) {
    Selection.Partial read = Selection.partial(run.project(), request.targets(), run.ui()::warn);
    problems.addAll(read.problems());
    if (read.valid().environments().isEmpty() && !problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return read.valid();
  }
}

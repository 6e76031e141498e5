package dev.terrace.actions.moves;

import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.MovedResource;
import dev.terrace.config.StackId;
import dev.terrace.moves.MovePairs;
import dev.terrace.moves.Pair;
import dev.terrace.moves.StackSide;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.project.StackStates;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Ui;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the states with the code and writes the new addresses of renamed resources to {@code
 * moves.yaml}, from which the synthesis makes {@code moved} blocks. Changes no state.
 */
public final class WriteMoves {
  private final Project project;
  private final Ui ui;
  private final Map<StackId, State> states = new LinkedHashMap<>();

  public WriteMoves(Project project, Ui ui) {
    this.project = project;
    this.ui = ui;
  }

  /**
   * @param today the date of new entries
   * @param keepDays older entries are removed if no state needs them
   */
  public record Request(DeployContext context, LocalDate today, int keepDays) {}

  /**
   * @param elsewhere resources that belong to another of the chosen stacks now; no entry can move
   *     them
   * @param files one per system, also where nothing changed
   */
  public record Result(List<StackMoves> stacks, List<Pair> elsewhere, List<MovesUpdate> files) {}

  /**
   * What was renamed in a stack.
   *
   * @param left addresses that leave the code, and are no renamed resource
   */
  public record StackMoves(Stack stack, List<Pair> pairs, List<String> left) {}

  public Result run(Request request) {
    List<StackMoves> stacks = new ArrayList<>();
    Map<EnvironmentId, List<StackSide>> sides = new LinkedHashMap<>();
    Map<String, MovesUpdate> files = new LinkedHashMap<>();
    for (Stack stack : request.context().synthesis().inListOrder()) {
      ui.passing("comparing the state of " + stack.id() + " with the code");
      State state = state(stack, request.context());
      states.put(stack.id(), state);
      EnvironmentId id = stack.id().environment();
      MovesUpdate file =
          files.computeIfAbsent(
              id.system(),
              system -> new MovesUpdate(project.environments(), system, written(request, id)));
      StackSide side = new StackSide(stack.id(), stack.file(), state, file.of(stack.id().layer()));
      sides.computeIfAbsent(id, environment -> new ArrayList<>()).add(side);
      MovePairs.Result found = MovePairs.of(side);
      file.add(stack.id(), found.pairs(), request.today());
      stacks.add(new StackMoves(stack, found.pairs(), found.left()));
    }
    ui.endPassing();
    files.forEach(
        (system, file) ->
            file.expire(
                Systems.named(system).layers(),
                new Environments(project.environments()).of(system),
                states,
                request.today(),
                request.keepDays()));
    files.values().forEach(MovesUpdate::write);
    return new Result(stacks, elsewhere(sides.values(), stacks), List.copyOf(files.values()));
  }

  private static List<Pair> elsewhere(
      Collection<List<StackSide>> environments, List<StackMoves> stacks) {
    List<Pair> stay = stacks.stream().flatMap(each -> each.pairs().stream()).toList();
    return environments.stream()
        .filter(sides -> sides.size() > 1)
        .flatMap(sides -> MovePairs.between(sides).stream())
        .filter(
            pair ->
                stay.stream()
                    .noneMatch(
                        each ->
                            (each.source().equals(pair.source()) && each.from().equals(pair.from()))
                                || (each.destination().equals(pair.destination())
                                    && each.to().equals(pair.to()))))
        .toList();
  }

  private static State state(Stack stack, DeployContext context) {
    return StackStates.open(new StackStates.Entry(stack.id(), stack.backend()), context.target())
        .map(Terraform::state)
        .orElse(State.EMPTY);
  }

  private static List<MovedResource> written(Request request, EnvironmentId id) {
    return request.context().synthesis().selection().environments().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .map(Environment::moves)
        .orElse(List.of());
  }
}

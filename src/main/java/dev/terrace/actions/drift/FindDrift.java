package dev.terrace.actions.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.drift.CodeValue;
import dev.terrace.drift.DriftReading;
import dev.terrace.drift.DriftedResource;
import dev.terrace.drift.IgnoredDifference;
import dev.terrace.drift.World;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Project;
import dev.terrace.project.Purpose;
import dev.terrace.project.RefreshFolder;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackStates;
import dev.terrace.project.StackTasks;
import dev.terrace.project.Synthesis;
import dev.terrace.report.EnvironmentKeys;
import dev.terrace.state.StateMemory;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.terraform.UiMessage;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the state of each stack with AWS. Changes neither. */
public final class FindDrift {
  private final Project project;
  private final Ui ui;

  public FindDrift(RunContext run) {
    this.project = run.project();
    this.ui = run.ui();
  }

  /**
   * @param parallel how many stacks at the same time, at least 1
   */
  public record Request(DeployContext context, int parallel) {}

  /**
   * @param stacks that could be compared, in order
   * @param notDeployed chosen stacks without resources
   * @param failures why the other stacks could not be compared
   */
  public record Result(List<StackDrift> stacks, List<StackId> notDeployed, List<String> failures) {
    public Result {
      stacks = List.copyOf(stacks);
      notDeployed = List.copyOf(notDeployed);
      failures = List.copyOf(failures);
    }

    public boolean hasDrift() {
      return stacks.stream().anyMatch(each -> !each.drifted().isEmpty());
    }
  }

  /**
   * In what a stack differs.
   *
   * @param resources how many its state has
   * @param ignored differences that are not drift
   */
  public record StackDrift(
      Stack stack, int resources, List<DriftedResource> drifted, List<IgnoredDifference> ignored) {}

  /**
   * @param plan empty where nothing differs from the state
   */
  private record Refreshed(Optional<JsonNode> plan, State state) {}

  public Result run(Request request) {
    DeployTarget target = request.context().target();
    Synthesis synthesis = request.context().synthesis();
    List<Stack> chosen = synthesis.chosen();
    List<StackId> notDeployed = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Map<Stack, Refreshed> plans = new LinkedHashMap<>();
    Map<StackId, Set<String>> unread = new HashMap<>();
    try (StackTasks<Refreshed> tasks = new StackTasks<>(ui, request.parallel())) {
      for (int i = 0; i < chosen.size(); i++) {
        Stack stack = chosen.get(i);
        String label = "[" + (i + 1) + "/" + chosen.size() + "] " + stack.id();
        Set<String> own = new LinkedHashSet<>();
        unread.put(stack.id(), own);
        tasks.add(
            stack.id(),
            said ->
                refresh(stack, target.with(said), target.progress(said, label, stack.id()), own));
      }
      for (Stack stack : chosen) {
        try {
          tasks
              .take(stack.id())
              .ifPresentOrElse(
                  plan -> plans.put(stack, plan),
                  () ->
                      lost(stack.id(), target.backendOf(stack.backend()), target.memory())
                          .ifPresentOrElse(failures::add, () -> notDeployed.add(stack.id())));
        } catch (TerraformException e) {
          if (e.interrupted()) {
            throw e;
          }
          failures.add(
              StackErrors.explain(stack, target, e) + named(stack, unread.get(stack.id())));
        }
      }
    }
    Map<EnvironmentId, World> worlds = worlds(plans, synthesis, target);
    Map<EnvironmentId, EnvironmentKeys> keys = keys(synthesis);
    List<StackDrift> drifts = new ArrayList<>();
    plans.forEach(
        (stack, refreshed) -> {
          DriftReading reading =
              new DriftReading(
                  stack.file().resources(),
                  worlds.get(stack.id().environment()),
                  (address, path) -> key(keys, stack, address, path));
          DriftReading.Found found = reading.read(refreshed.plan().orElseGet(Json::object));
          drifts.add(
              new StackDrift(
                  stack, refreshed.state().resources().size(), found.drifted(), found.ignored()));
        });
    return new Result(drifts, notDeployed, failures);
  }

  /** What to say of a state that is not there although this machine has seen resources in it. */
  static Optional<String> lost(StackId stack, Backend backend, StateMemory memory) {
    return memory
        .of(stack, backend)
        .filter(seen -> seen.resources() > 0)
        .map(
            seen ->
                stack
                    + ": its state is gone; it had "
                    + seen.resources()
                    + " resources when this machine last saw it, at "
                    + seen.at());
  }

  private Map<EnvironmentId, EnvironmentKeys> keys(Synthesis synthesis) {
    Environments files = new Environments(project.environments());
    Map<EnvironmentId, EnvironmentKeys> keys = new LinkedHashMap<>();
    for (Environment<?> each : synthesis.selection().environments()) {
      Model model = new Model(each.id(), each.config().region(), synthesis.trees(each.id()));
      keys.put(each.id(), new EnvironmentKeys(files.written(each.id()), model));
    }
    return keys;
  }

  /** The key that decides what the code has there. */
  private static Optional<ValueOrigin> key(
      Map<EnvironmentId, EnvironmentKeys> keys, Stack stack, String address, String path) {
    JsonNode body =
        stack
            .file()
            .resources()
            .getOrDefault(address.replaceFirst("\\[.*", ""), MissingNode.getInstance());
    return keys.get(stack.id().environment())
        .of(stack.id(), address, path, CodeValue.at(body, path));
  }

  /** Empty where nothing is deployed. */
  private static Optional<Refreshed> refresh(
      Stack stack, DeployTarget target, StackProgress progress, Set<String> unread) {
    progress.quietStep("initializing");
    Optional<Terraform> prepared = target.prepareIfBackendExists(stack, Purpose.READ);
    State state = prepared.map(Terraform::state).orElse(State.EMPTY);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    Terraform terraform = RefreshFolder.open(stack, target);
    progress.step("reading resources", 0);
    try {
      Optional<JsonNode> plan =
          terraform.driftTree(
              message -> {
                if (message instanceof UiMessage.Refreshing begun) {
                  unread.add(begun.address());
                } else if (message instanceof UiMessage.Refreshed done) {
                  unread.remove(done.address());
                }
                progress.accept(message);
              });
      return Optional.of(new Refreshed(plan, state));
    } finally {
      terraform.discardPlan();
    }
  }

  /** Terraform does not name the resource that it could not read. */
  private static String named(Stack stack, Set<String> unread) {
    return unread.isEmpty()
        ? ""
        : "\n  could not be read: "
            + String.join(", ", unread.stream().map(stack::describe).toList());
  }

  /** What each environment consists of; stacks that were not chosen as their states have them. */
  private static Map<EnvironmentId, World> worlds(
      Map<Stack, Refreshed> plans, Synthesis synthesis, DeployTarget target) {
    Map<EnvironmentId, World> worlds = new LinkedHashMap<>();
    plans.forEach(
        (stack, refreshed) -> {
          World world = worlds.computeIfAbsent(stack.id().environment(), id -> new World());
          refreshed.plan().ifPresentOrElse(world::add, () -> add(refreshed.state(), world));
        });
    for (Stack stack : synthesis.stacks()) {
      World world = worlds.get(stack.id().environment());
      if (world != null && !plans.containsKey(stack)) {
        StackStates.open(new StackStates.Entry(stack.id(), stack.backend()), target)
            .ifPresent(terraform -> add(terraform.state(), world));
      }
    }
    return worlds;
  }

  private static void add(State state, World world) {
    state.resources().forEach((address, values) -> world.add(State.typeOf(address), values));
  }
}

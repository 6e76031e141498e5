package dev.terrace.actions.backend;

import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.project.StateFaults;
import dev.terrace.state.StateChange;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accepts states that are not what this machine last saw of them. */
public final class AcceptStates {
  private final RunContext run;
  private final Confirmation confirmation;

  public AcceptStates(RunContext run, Confirmation confirmation) {
    this.run = run;
    this.confirmation = confirmation;
  }

  /**
   * @param targets as on the command line
   * @param local against the simulated AWS
   */
  public record Request(List<String> targets, boolean local) {}

  /**
   * @param accepted without those that were declined
   */
  public record Result(List<Accepted> accepted) {}

  /** A state that counts as right from now on. */
  public record Accepted(StackId stack, int resources) {
    public String describe() {
      return stack + ": accepted with " + Messages.counted(resources, "resource");
    }
  }

  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    DeployTarget target = DeployTarget.open(run, request.local());
    List<Accepted> accepted = new ArrayList<>();
    for (StackStates.Entry entry : StackStates.of(selection)) {
      accept(entry, target).ifPresent(accepted::add);
    }
    return new Result(List.copyOf(accepted));
  }

  private Optional<Accepted> accept(StackStates.Entry entry, DeployTarget target) {
    Backend backend = target.backendOf(entry.backend());
    Optional<StateMemory.Seen> before = target.memory().of(entry.stack(), backend);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Optional<StoredState> now =
        StackStates.open(entry, target).map(Terraform::pull).flatMap(StoredState::parse);
    StateChange change = StateChange.between(before, now);
    if (change == StateChange.NONE) {
      return Optional.empty();
    }
    run.ui()
        .note(
            StateFaults.describe(
                change, entry.stack(), backend, before.get(), now, target.option()));
    if (!confirmation.given("Accept this state?")) {
      return Optional.empty();
    }
    target.memory().note(entry.stack(), backend, now, Instant.now());
    return Optional.of(
        new Accepted(entry.stack(), now.map(state -> state.resources().size()).orElse(0)));
  }
}

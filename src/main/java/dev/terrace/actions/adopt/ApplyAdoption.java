package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.adopt.SourcePaths;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.state.AdoptionGate;
import dev.terrace.adopt.state.DuplicateOwners;
import dev.terrace.adopt.state.StateDraft;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.ExampleGuard;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackGraph;
import dev.terrace.ui.Ui;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Applies adoption files. It drafts and plans the state of each stack in a scratch folder; only if
 * the gate is open for every stack, it pushes the states, one after another. It never runs {@code
 * terraform apply}, and only reads from AWS.
 */
public final class ApplyAdoption {
  private static final int PARALLEL = 2;

  private final DeployContext context;
  private final ScratchPlanner planner;
  private final Ui ui;
  private final StackGuard guard;
  private final List<StackId> written = new CopyOnWriteArrayList<>();

  /**
   * @param guard closes the gate for what it refuses
   */
  public ApplyAdoption(DeployContext context, ScratchPlanner planner, Ui ui, StackGuard guard) {
    this.context = context;
    this.planner = planner;
    this.ui = ui;
    this.guard = guard;
  }

  /**
   * @param folder the folder {@code adoptions}
   * @param accept addresses or globs of resources whose changes in place are accepted
   * @param approval decides whether the states are pushed
   */
  public record Request(Path folder, List<String> accept, Predicate<Proposal> approval) {}

  /** How the action ended. */
  public enum Ending {
    ADOPTED,
    NOTHING_LEFT,
    /** Something would be destroyed, replaced or changed; nothing was changed. */
    REFUSED,
    /** The approval was not given; nothing was changed. */
    DECLINED
  }

  /**
   * @param removed files with {@code removed} blocks for the old roots
   */
  public record Result(Ending ending, Proposal proposal, List<RemovedFile> removed) {}

  /** What an adoption does, by stack. */
  public record Proposal(List<StackProposal> stacks) {

    /** How many resources are added to the states. */
    public int resources() {
      return stacks.stream().mapToInt(StackProposal::toAdopt).sum();
    }

    public boolean isOpen() {
      return stacks.stream().allMatch(stack -> stack.gate().isOpen());
    }
  }

  /**
   * @param toAdopt how many resources are added to the state; 0 if everything is adopted
   * @param entries how many resources the adoption file contains
   * @param gate with descriptions of resources instead of addresses
   */
  public record StackProposal(StackId stack, int toAdopt, int entries, AdoptionGate gate) {}

  /**
   * @param file its path, for people
   * @param removed how many resources it removes from the old state
   * @param resources how many resources are in the old state
   */
  public record RemovedFile(String file, int removed, int resources) {}

  /**
   * @throws UserError if a file, a source or a state is unusable, or a state cannot be written
   */
  public Result run(Request request) {
    ExampleGuard.check(
        context.synthesis().selection().environments(), context.target().isRealAccount());
    Map<StackId, AdoptionFile> files = AdoptionFiles.read(request.folder(), context.synthesis());
    OldStates old =
        OldStates.read(files.values(), context.target(), new SourcePaths(request.folder()));
    List<Stack> stacks = context.synthesis().stacks();
    AdoptedSecrets secrets =
        AdoptedSecrets.read(files.values(), old, planner, stacks.get(0).region());
    StackDrafts drafts = new StackDrafts(context, planner, ui, files, old, secrets, guard);
    List<StackAdoption> prepared = new ArrayList<>();
    List<StackProposal> proposals = new ArrayList<>();
    for (Stack stack : stacks) {
      int entries = files.containsKey(stack.id()) ? files.get(stack.id()).entries().size() : 0;
      drafts
          .prepare(stack, request.accept())
          .ifPresentOrElse(
              adoption -> {
                prepared.add(adoption);
                proposals.add(
                    new StackProposal(
                        stack.id(),
                        adoption.draft().added().size(),
                        entries,
                        adoption.gate().describe(stack::describe)));
              },
              () -> {
                if (entries > 0 && context.synthesis().chosen().contains(stack)) {
                  proposals.add(new StackProposal(stack.id(), 0, entries, AdoptionGate.OPEN));
                }
              });
    }
    Proposal proposal = new Proposal(List.copyOf(proposals));
    if (!proposal.isOpen()) {
      return new Result(Ending.REFUSED, proposal, List.of());
    }
    requireOneOwner(drafts.drafts());
    EnvironmentId environment = context.synthesis().chosen().get(0).id().environment();
    if (proposal.resources() > 0) {
      if (!request.approval().test(proposal)) {
        return new Result(Ending.DECLINED, proposal, List.of());
      }
      push(prepared);
    }
    return new Result(
        proposal.resources() == 0 ? Ending.NOTHING_LEFT : Ending.ADOPTED,
        proposal,
        RemovedFiles.write(request.folder(), environment, old, files, drafts.drafts()));
  }

  /** The stacks whose states are written so far, for a run that is interrupted. */
  public List<StackId> written() {
    return List.copyOf(written);
  }

  private static void requireOneOwner(Map<StackId, StateDraft> drafts) {
    Map<String, JsonNode> states = new TreeMap<>();
    drafts.forEach((stack, draft) -> states.put(stack.toString(), draft.tree()));
    List<String> duplicates = DuplicateOwners.find(states);
    if (!duplicates.isEmpty()) {
      throw UserError.refused(
          "refused, nothing was changed: a resource would have two owners\n  "
              + String.join("\n  ", duplicates)
              + "\n  Remove it from one of the adoption files, or from the state that should not"
              + " have it.");
    }
  }

  private void push(List<StackAdoption> prepared) {
    // A lock is better found before the first state is pushed than in between.
    StackGraph.inParallel(
        PARALLEL,
        prepared.stream().map(StackAdoption::stack).toList(),
        stack ->
            prepared.stream()
                .filter(adoption -> adoption.stack().equals(stack))
                .forEach(adoption -> adoption.requireUnlocked(context.target())));
    for (StackAdoption adoption : prepared) {
      adoption.push(context.target());
      written.add(adoption.stack().id());
      ui.note(
          adoption.stack().id() + ": " + adoption.draft().added().size() + " resources adopted");
    }
  }
}

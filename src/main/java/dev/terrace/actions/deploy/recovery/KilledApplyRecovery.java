package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.aws.AwsException;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.ScratchFolder;
import dev.terrace.project.Stack;
import dev.terrace.project.WorkingFolder;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.StackProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Resumes a deploy whose Terraform was killed. Terraform writes a remote state every 20 seconds:
 * what it created after the last write exists in AWS and not in the state, and creating it again
 * would fail. Terraform's messages are kept in the working folder; the missing resources are
 * imported from those, and the ones that were being created are looked up in AWS, see {@link
 * InFlight}.
 *
 * <p>What was created and tainted, because the provider gave up waiting for it, is kept: the next
 * plan would replace it, but a database is protected, and a secret keeps its name. What its
 * creation left undone is a difference in the plan.
 *
 * <p>Nothing is changed, neither in AWS nor in a state, before {@link #keep}.
 */
public final class KilledApplyRecovery {
  /** An answer of the provider that the resource is not there; any other error ends the run. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "(?i)non-existent|not ?found|couldn't find|could not find|does ?n[o']t ?exist|no ?such"
              + "|no \\w+ found|empty result");

  private final Terraform terraform;
  private final Stack stack;
  private final Map<String, ObjectNode> imports;
  private final Set<String> absent;
  private final Set<String> again;
  private final ObjectNode override;

  /** Tainted resources whose creation was cut off. */
  private final Set<String> kept;

  private KilledApplyRecovery(
      Terraform terraform, Stack stack, RecoveredResources found, Set<String> kept) {
    this.terraform = terraform;
    this.stack = stack;
    this.imports = new LinkedHashMap<>(found.imports());
    this.absent = new LinkedHashSet<>(found.absent());
    this.again = found.again();
    this.override = found.override();
    this.kept = kept;
  }

  /**
   * Looks for what a killed apply left; after any other apply that is nothing.
   *
   * @param terraform in the stack's working folder
   * @param lookup is asked for only after a killed apply
   * @throws RecoveryException where AWS cannot be asked, or has several resources that one may be
   */
  public static KilledApplyRecovery of(Terraform terraform, Stack stack, Supplier<Lookup> lookup) {
    Optional<Journal> killed = Journal.ofKilledApply(terraform.folder());
    if (killed.isEmpty()) {
      return new KilledApplyRecovery(terraform, stack, RecoveredResources.NONE, Set.of());
    }
    State state = terraform.state();
    Set<String> kept = new TreeSet<>(state.tainted());
    kept.retainAll(killed.get().cutOff());
    try {
      return new KilledApplyRecovery(
          terraform, stack, RecoveredResources.of(killed.get(), stack, state, lookup.get()), kept);
    } catch (AwsException e) {
      throw new RecoveryException(
          stack.id()
              + ": an earlier deploy was interrupted, and AWS cannot be asked for what it created: "
              + e.getMessage()
              + "\n  Nothing was changed.");
    }
  }

  /** How many resources exist in AWS, as far as is known, and in no state. */
  public int missing() {
    return imports.size();
  }

  /** Whether {@link #keep} changes the state. */
  public boolean keeps() {
    return !kept.isEmpty();
  }

  /**
   * What was found, a line for each resource after a first one; empty where nothing is left to
   * recover.
   */
  public Optional<String> describe() {
    List<String> lines = new ArrayList<>();
    imports.forEach(
        (address, block) ->
            lines.add("in AWS, imported: " + named(address) + ", " + block.path("id").asText()));
    kept.forEach(address -> lines.add("in AWS, kept and not replaced: " + named(address)));
    absent.forEach(address -> lines.add("not in AWS, created: " + named(address)));
    again.forEach(address -> lines.add("created again: " + named(address)));
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "an earlier deploy was interrupted; what it created or was creating:\n  "
                + String.join("\n  ", lines));
  }

  private String named(String address) {
    return stack.describe(address);
  }

  /** Plans the stack, with imports of what is missing, and as if what is kept were not tainted. */
  public Plan plan(DeployTarget target, StackProgress progress) {
    return changedTree(Optional.empty(), target, progress).map(Plan::of).orElse(Plan.EMPTY);
  }

  /**
   * The same for the details of the plan; empty without changes.
   *
   * @param substituted the stack's content, if it is planned with another one
   */
  public Optional<JsonNode> changedTree(
      Optional<ObjectNode> substituted, DeployTarget target, StackProgress progress) {
    if (kept.isEmpty() && substituted.isEmpty()) {
      return changedTree(terraform, progress);
    }
    ObjectNode tree = substituted.orElseGet(() -> (ObjectNode) stack.file().tree());
    try (ScratchFolder scratch =
        kept.isEmpty()
            ? ScratchFolder.of(stack, tree, target)
            : ScratchFolder.of(stack, tree, State.untainted(terraform.stateTree(), kept), target)) {
      return changedTree(scratch.terraform(), progress);
    }
  }

  private Optional<JsonNode> changedTree(Terraform place, StackProgress progress) {
    write(place.folder().resolve(WorkingFolder.RECOVERY_OVERRIDE), override);
    while (true) {
      write(place.folder().resolve(WorkingFolder.RECOVERY_IMPORTS), blocks());
      try {
        return place.changedTree(List.of(), progress::accept);
      } catch (TerraformException e) {
        if (!dropAbsent(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Removes the marks from what is kept, and plans again what is applied then.
   *
   * @param agreed what {@link #plan} gave and the user has agreed to
   * @throws UserError where the plan has changed
   */
  public Plan keep(Plan agreed, StackProgress progress) {
    if (kept.isEmpty()) {
      return agreed;
    }
    kept.forEach(terraform::untaint);
    progress.step("planning", 0);
    Plan plan = changedTree(terraform, progress).map(Plan::of).orElse(Plan.EMPTY);
    if (!plan.showsTheSameAs(agreed)) {
      terraform.discardPlan();
      throw UserError.failed(
          stack.id()
              + ": the plan is not the one that was shown; nothing but the marks of what is kept was"
              + " changed. Run the same command again.");
    }
    progress.say(kept.size() + " no longer marked as tainted; planned again: the same changes");
    return plan;
  }

  /** Takes away what only a plan needs, where nothing is applied. */
  public void discard() {
    terraform.discardPlan();
    discardFiles();
  }

  /** After a plan without changes, or an apply that succeeded: nothing is left to import. */
  public void end() {
    discardFiles();
    Journal.close(terraform.folder());
  }

  private void discardFiles() {
    FileTrees.delete(terraform.folder().resolve(WorkingFolder.RECOVERY_IMPORTS));
    FileTrees.delete(terraform.folder().resolve(WorkingFolder.RECOVERY_OVERRIDE));
  }

  /** What does not exist is left for Terraform to create. */
  private boolean dropAbsent(TerraformException failure) {
    List<String> dropped = new ArrayList<>();
    for (String address : imports.keySet()) {
      boolean named =
          failure.errors().stream()
              .anyMatch(
                  error ->
                      (error.address().equals(address)
                              || error.detail().contains("\"" + address + "\""))
                          && ABSENT.matcher(error.summary() + "\n" + error.detail()).find());
      if (named) {
        dropped.add(address);
      }
    }
    dropped.forEach(imports::remove);
    absent.addAll(dropped);
    return !dropped.isEmpty();
  }

  private ObjectNode blocks() {
    ObjectNode tree = Json.object();
    if (!imports.isEmpty()) {
      tree.putArray("import").addAll(imports.values());
    }
    return tree;
  }

  /** No file where there is nothing to write. */
  private static void write(Path file, ObjectNode tree) {
    if (tree.isEmpty()) {
      FileTrees.delete(file);
    } else {
      Json.write(file, tree);
    }
  }
}

package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.adopt.state.AdoptionGate;
import dev.terrace.adopt.state.DetachedStack;
import dev.terrace.adopt.state.DraftPlanner;
import dev.terrace.adopt.state.StateDraft;
import dev.terrace.adopt.state.StateTransfer;
import dev.terrace.adopt.state.UpstreamOutput;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Ui;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Drafts the states of stacks, each in a scratch folder; nothing is changed. */
final class StackDrafts {
  private final DeployContext context;
  private final ScratchPlanner planner;
  private final Ui ui;
  private final Map<StackId, AdoptionFile> files;
  private final OldStates old;
  private final AdoptedSecrets secrets;
  private final StackGuard guard;
  private final Map<StackId, Map<String, JsonNode>> outputs = new HashMap<>();
  private final Map<StackId, StateDraft> drafts = new LinkedHashMap<>();

  StackDrafts(
      DeployContext context,
      ScratchPlanner planner,
      Ui ui,
      Map<StackId, AdoptionFile> files,
      OldStates old,
      AdoptedSecrets secrets,
      StackGuard guard) {
    this.context = context;
    this.planner = planner;
    this.ui = ui;
    this.files = files;
    this.old = old;
    this.secrets = secrets;
    this.guard = guard;
  }

  /** The drafts so far, by stack; without an adoption, a draft equals the current state. */
  Map<StackId, StateDraft> drafts() {
    return drafts;
  }

  /**
   * Drafts the next stack, in dependency order.
   *
   * @param accept addresses or globs whose changes are accepted
   * @return empty if the stack has nothing to adopt
   * @throws UserError if Terraform cannot plan the draft
   */
  Optional<StackAdoption> prepare(Stack stack, List<String> accept) {
    Terraform terraform = context.target().prepare(stack);
    Optional<ObjectNode> before = StackAdoption.pull(terraform);
    JsonNode tree = StackAdoption.synthesized(stack);
    StateDraft draft = StateDraft.of(before, tree);
    drafts.put(stack.id(), draft);
    outputs.put(stack.id(), DraftPlanner.outputs(before));
    AdoptionFile file = files.get(stack.id());
    if (file == null || !context.synthesis().chosen().contains(stack)) {
      return Optional.empty();
    }
    Map<String, String> imports = StateTransfer.into(draft, file, old::instance);
    if (draft.added().isEmpty() && imports.isEmpty()) {
      return Optional.empty();
    }
    ui.passing("planning the adoption into " + stack.id());
    try {
      JsonNode plan =
          DraftPlanner.complete(
              draft,
              DetachedStack.of(tree, this::output, secrets.withoutValue()),
              imports,
              (root, state) -> planner.plan(stack, root, state));
      Map<String, JsonNode> known = new HashMap<>(outputs.get(stack.id()));
      known.putAll(draft.outputs(plan));
      outputs.put(stack.id(), known);
      Set<String> addresses =
          file.entries().stream().map(Entry::address).collect(Collectors.toSet());
      AdoptionGate gate =
          GuardedGate.of(
              AdoptionGate.of(plan, secrets.withValue(), accept, addresses), stack, plan, guard);
      return Optional.of(new StackAdoption(stack, terraform, before, draft, gate));
    } catch (TerraformException e) {
      throw UserError.failed(
          StackErrors.explain(stack, context.target(), e)
              + missing(file, imports, e)
              + "\n  Nothing was changed.");
    } finally {
      ui.endPassing();
    }
  }

  private Optional<JsonNode> output(UpstreamOutput upstream) {
    return context.synthesis().stacks().stream()
        .filter(stack -> stack.id().stackName().equals(upstream.stack()))
        .findFirst()
        .map(stack -> outputs.getOrDefault(stack.id(), Map.of()).get(upstream.output()));
  }

  /** The entries whose import id does not exist, according to Terraform's error. */
  private static String missing(
      AdoptionFile file, Map<String, String> imports, TerraformException failure) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : file.entries()) {
      if (imports.containsKey(entry.address())
          && failure.errors().stream()
              .anyMatch(
                  error ->
                      error.summary().contains("non-existent remote object")
                          && error.detail().contains('"' + entry.address() + '"'))) {
        text.append("\n  adoptions/")
            .append(file.stack())
            .append(".yaml: ")
            .append(entry.describe())
            .append(" has the import id ")
            .append(imports.get(entry.address()))
            .append(", which does not exist in this account and region: correct it, or remove the")
            .append(" entry");
      }
    }
    return text.toString();
  }
}

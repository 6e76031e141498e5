package dev.terrace.actions.cloud;

import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workspaces that stacks run in, and their access to one another's states. */
final class StackWorkspaces {
  private final Synthesis synthesis;
  private final RunContext run;
  private final Map<Backend.Cloud, Organization> organizations = new HashMap<>();

  StackWorkspaces(Synthesis synthesis, RunContext run) {
    this.synthesis = synthesis;
    this.run = run;
  }

  static String name(Stack stack) {
    return ((Backend.Cloud) stack.backend()).workspace(stack.id());
  }

  Organization organization(Stack stack) {
    return organizations.computeIfAbsent(
        (Backend.Cloud) stack.backend(),
        backend -> CloudWorkspaces.organization(backend, run.project().shell()));
  }

  /**
   * Creates missing workspaces and lets each read the states that its stack needs.
   *
   * @param terraformVersion for new workspaces
   * @return also the workspaces of earlier stacks that are only read
   * @throws UserError when a workspace cannot run a stack, or an earlier stack is not deployed
   */
  Map<StackId, Workspace> prepare(List<Stack> stacks, String terraformVersion) {
    Map<StackId, Workspace> workspaces = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      run.ui().passing("workspace of " + stack.id());
      Optional<Workspace> found = organization(stack).workspace(name(stack));
      if (found.isPresent()) {
        requireRunnable(stack, found.get());
        workspaces.put(stack.id(), found.get());
      }
    }
    requireEarlier(stacks, workspaces);
    for (Stack stack : stacks) {
      Organization organization = organization(stack);
      if (!workspaces.containsKey(stack.id())) {
        workspaces.put(
            stack.id(),
            organization.create(name(stack), terraformVersion, stack.id() + ", by Terrace"));
        run.ui().note("workspace " + name(stack) + " of " + organization.describe() + ": created");
      }
      for (StackId earlier : stack.dependencies()) {
        organization.share(workspaces.get(earlier), workspaces.get(stack.id()));
      }
    }
    run.ui().endPassing();
    return workspaces;
  }

  private void requireRunnable(Stack stack, Workspace workspace) {
    if (workspace.executionMode().equals("local")) {
      throw UserError.failed(
          "workspace "
              + workspace.name()
              + " has the execution mode Local, so that Terraform Cloud runs nothing in it; deploy"
              + " with: ./terrace deploy "
              + stack.id()
              + run.project().options()
              + "\n  Or set its execution mode to Remote.");
    }
    if (workspace.connectedToRepository()) {
      throw UserError.failed(
          "workspace "
              + workspace.name()
              + " is connected to a repository: a push of the stack's folder there starts its"
              + " runs");
    }
    if (workspace.autoApply()) {
      run.ui()
          .warn(
              "workspace "
                  + workspace.name()
                  + " applies the runs that others start without a confirmation, so that no guard"
                  + " reads their plans: turn auto-apply off in its settings");
    }
  }

  /** Stacks that are not pushed but whose outputs are read must have been applied. */
  private void requireEarlier(List<Stack> stacks, Map<StackId, Workspace> workspaces) {
    List<StackId> chosen = stacks.stream().map(Stack::id).toList();
    for (Stack stack : stacks) {
      for (StackId earlier : stack.dependencies()) {
        if (chosen.contains(earlier) || workspaces.containsKey(earlier)) {
          continue;
        }
        Stack other = synthesis.stack(earlier);
        Organization organization = organization(other);
        Optional<Workspace> workspace = organization.workspace(name(other));
        if (workspace.flatMap(organization::serial).isEmpty()) {
          throw UserError.failed(
              stack.id()
                  + " reads outputs of "
                  + earlier
                  + ", which is not deployed yet; push it first: ./terrace cloud push "
                  + earlier
                  + run.project().options());
        }
        workspaces.put(earlier, workspace.get());
      }
    }
  }
}

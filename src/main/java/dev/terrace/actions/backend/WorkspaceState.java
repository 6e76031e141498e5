package dev.terrace.actions.backend;

import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.ui.Confirmation;
import java.util.Optional;

/**
 * A stack's state in Terraform Cloud.
 *
 * @param name of the workspace
 * @param organization with its host, for messages
 * @param workspace empty if it does not exist
 * @param serial empty if nothing was ever applied
 */
public record WorkspaceState(
    StackId stack,
    String name,
    String organization,
    Optional<Workspace> workspace,
    Optional<Long> serial)
    implements StateStatus {

  static WorkspaceState read(DeployTarget target, Backend.Cloud cloud, StackId stack) {
    Organization organization = target.organization(cloud);
    String name = cloud.workspace(stack);
    Optional<Workspace> found = organization.workspace(name);
    return new WorkspaceState(
        stack, name, organization.describe(), found, found.flatMap(organization::serial));
  }

  /** Shows who holds a workspace's lock and releases it; false if nothing was released. */
  static boolean unlock(
      DeployTarget target,
      Backend.Cloud cloud,
      StackId stack,
      RunContext run,
      Confirmation confirmation) {
    Organization organization = target.organization(cloud);
    Optional<Workspace> found =
        organization.workspace(cloud.workspace(stack)).filter(Workspace::locked);
    run.ui().endPassing();
    if (found.isEmpty()) {
      return false;
    }
    Workspace workspace = found.get();
    run.ui().note(stack + ": workspace " + workspace.name() + " locked by " + workspace.lockedBy());
    if (workspace.lockedByRun()) {
      run.ui().note("  A run releases its lock when it ends: look at it in Terraform Cloud.");
      return false;
    }
    if (!confirmation.given("Release this lock?")) {
      return false;
    }
    try {
      organization.unlock(workspace);
    } catch (CloudException e) {
      throw UserError.failed(stack + ": " + e.getMessage());
    }
    return true;
  }
}

package dev.terrace.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Ui;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workspaces of environments whose states lie in Terraform Cloud. */
public final class CloudWorkspaces {
  public static final String BOOTSTRAP =
      "there is no bucket to make; workspaces are made by './terrace cloud push'";
  public static final String MIGRATE =
      "Terraform Cloud locks states and keeps their versions itself, there is nothing to migrate";
  public static final String TEARDOWN =
      "there is no bucket to destroy; workspaces are deleted in Terraform Cloud, by hand";

  private CloudWorkspaces() {}

  public static Organization organization(Backend.Cloud backend, Map<String, String> shell) {
    return Organization.of(backend, shell, CloudWorkspaces::pause);
  }

  public static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.failed("interrupted while Terraform Cloud was waited for");
    }
  }

  /**
   * Commands that run Terraform on this machine do so for workspaces in execution mode Local alone.
   *
   * @throws UserError when Terraform Cloud would run it
   */
  static void requireRunHere(DeployTarget estate, List<Stack> stacks) {
    List<String> there = new ArrayList<>();
    for (Stack stack : stacks) {
      if (estate.backendOf(stack.backend()) instanceof Backend.Cloud cloud) {
        Optional<Workspace> workspace =
            estate.organization(cloud).workspace(cloud.workspace(stack.id()));
        if (workspace.isEmpty() || !workspace.get().executionMode().equals("local")) {
          there.add(
              stack.id()
                  + ": workspace "
                  + cloud.workspace(stack.id())
                  + workspace
                      .map(found -> ", execution mode " + found.executionMode())
                      .orElse(", which does not exist yet"));
        }
      }
    }
    if (!there.isEmpty()) {
      throw UserError.failed(
          "these stacks are planned and applied in Terraform Cloud, not on this machine:\n  "
              + String.join("\n  ", there)
              + "\n  Push them: ./terrace cloud push "
              + stacks.get(0).id().environment()
              + "\n  Or set the workspaces' execution mode to Local. To destroy, queue a destroy"
              + " plan in each workspace, the last stack first. With --local they are tried on this"
              + " machine, with states in files: Terraform Cloud is not simulated.");
    }
  }

  /** What lies in a stack's workspace: words for a line, and the same into a JSON node. */
  public static String status(
      DeployTarget estate, Backend.Cloud cloud, StackId stack, ObjectNode node) {
    Organization organization = estate.organization(cloud);
    String name = cloud.workspace(stack);
    Optional<Workspace> found = organization.workspace(name);
    Optional<Long> serial = found.flatMap(organization::serial);
    node.put("stack", stack.toString())
        .put("workspace", name)
        .put("exists", found.isPresent())
        .put("resources", found.map(Workspace::resourceCount).orElse(0))
        .put("serial", serial.orElse(0L));
    found
        .filter(Workspace::locked)
        .ifPresent(held -> node.putObject("lock").put("who", held.lockedBy()));
    return stack
        + ": workspace "
        + name
        + " of "
        + organization.words()
        + found
            .map(
                workspace ->
                    " ("
                        + workspace.executionMode()
                        + "): "
                        + serial
                            .map(
                                number ->
                                    workspace.resourceCount() + " resources, serial " + number)
                            .orElse("not deployed")
                        + (workspace.locked() ? ", locked by " + workspace.lockedBy() : ""))
            .orElse(": does not exist");
  }

  /** Shows who holds a workspace's lock and takes it away; false where nothing was released. */
  public static boolean unlock(
      DeployTarget estate, Backend.Cloud cloud, StackId stack, Ui ui, Confirmation consent) {
    Organization organization = estate.organization(cloud);
    Optional<Workspace> found =
        organization.workspace(cloud.workspace(stack)).filter(Workspace::locked);
    ui.endPassing();
    if (found.isEmpty()) {
      return false;
    }
    Workspace workspace = found.get();
    ui.note(stack + ": workspace " + workspace.name() + " locked by " + workspace.lockedBy());
    if (workspace.lockedByRun()) {
      ui.note("  A run gives its lock back when it ends: look at it in Terraform Cloud.");
      return false;
    }
    if (!consent.given("Release this lock?")) {
      return false;
    }
    try {
      organization.unlock(workspace);
    } catch (CloudException e) {
      throw UserError.failed(stack + ": " + e.getMessage());
    }
    ui.result(stack + ": lock released");
    return true;
  }
}

package dev.terrace.project;

import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workspaces of environments whose states are in Terraform Cloud. */
public final class CloudWorkspaces {
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
  static void requireRunHere(DeployTarget target, List<Stack> stacks) {
    List<String> there = new ArrayList<>();
    for (Stack stack : stacks) {
      if (target.backendOf(stack.backend()) instanceof Backend.Cloud cloud) {
        Optional<Workspace> workspace =
            target.organization(cloud).workspace(cloud.workspace(stack.id()));
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
              + target.option()
              + "\n  Or set the workspaces' execution mode to Local. To destroy, queue a destroy"
              + " plan in each workspace, the last stack first. With --local they are tried on this"
              + " machine, with states in files: Terraform Cloud is not simulated.");
    }
  }
}

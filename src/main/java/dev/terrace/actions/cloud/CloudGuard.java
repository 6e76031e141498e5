package dev.terrace.actions.cloud;

import dev.terrace.actions.guard.StackGuard;
import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Run;
import dev.terrace.cloud.Workspace;
import dev.terrace.project.Stack;
import dev.terrace.terraform.scan.NotAPlan;
import dev.terrace.terraform.scan.PlanScan;
import java.util.List;

/** The guard for plans that Terraform Cloud has made, before anybody is asked to apply them. */
final class CloudGuard {
  private static final String OPTION = "--with-data";
  private static final int NOT_FOUND = 404;

  private final StackGuard guard;
  private final boolean withData;

  /**
   * @param withData whether the user accepts the loss of data
   */
  CloudGuard(StackGuard guard, boolean withData) {
    this.guard = guard;
    this.withData = withData;
  }

  /** Reads the plan of a run. */
  interface PlanReader {
    PlanScan read() throws NotAPlan;
  }

  /**
   * Why a run must not even be planned; empty if it may. One that Terraform Cloud applies on its
   * own may be over before its plan can be read.
   */
  List<String> reasonsBeforeThePlan(Run run, Workspace workspace) {
    return withData || !run.autoApply()
        ? List.of()
        : List.of(
            "Terraform Cloud would apply the run before the guard has read its plan (auto-apply)."
                + " Turn auto-apply off in the settings of workspace "
                + workspace.name()
                + ", or add "
                + OPTION
                + ".");
  }

  /**
   * Why an apply must not begin; empty if it may.
   *
   * @throws CloudException when the plan could not be read
   */
  List<String> reasons(Stack stack, PlanReader plan) {
    try {
      return StackGuard.describe(stack, guard.judge(stack, plan.read()), OPTION);
    } catch (NotAPlan e) {
      return List.of("its plan " + e.getMessage());
    } catch (CloudException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return withData
          ? List.of()
          : List.of(
              e.getMessage(),
              "Only a token of a user or a team with admin access to the workspace may read a plan,"
                  + " so whether this one loses data is not known. Use such a token, or add "
                  + OPTION
                  + ".");
    }
  }

  /** Waivers that accept nothing, for people. */
  List<String> unused() {
    return guard.unused();
  }
}

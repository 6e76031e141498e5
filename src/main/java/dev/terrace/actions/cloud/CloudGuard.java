package dev.terrace.actions.cloud;

import dev.terrace.actions.guard.StackGuard;
import dev.terrace.cloud.CloudException;
import dev.terrace.project.Stack;
import dev.terrace.terraform.scan.NotAPlan;
import dev.terrace.terraform.scan.PlanScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

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

  /**
   * Why an apply must not begin; empty if it may.
   *
   * @param planJson reads the run's plan
   */
  List<String> reasons(Stack stack, Supplier<String> planJson) {
    try {
      byte[] json = planJson.get().getBytes(StandardCharsets.UTF_8);
      PlanScan plan = PlanScan.read(new ByteArrayInputStream(json));
      return StackGuard.describe(stack, guard.judge(stack, plan), OPTION);
    } catch (NotAPlan e) {
      return List.of("its plan " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CloudException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return withData
          ? List.of()
          : List.of(
              e.getMessage(),
              "Only a token with admin access to the workspace may read a plan, so whether this one"
                  + " loses data is not known. Use such a token, or add "
                  + OPTION
                  + ".");
    }
  }

  /** Waivers that accept nothing, for people. */
  List<String> unused() {
    return guard.unused();
  }
}

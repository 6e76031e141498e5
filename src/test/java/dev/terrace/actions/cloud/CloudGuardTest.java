package dev.terrace.actions.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.actions.guard.StackGuard;
import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Run;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.scan.NotAPlan;
import dev.terrace.terraform.scan.PlanScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CloudGuardTest {
  private static final Stack STACK =
      new Stack(
          new EnvironmentId("shop", "production").stack("data"),
          StackFile.of(Json.object()),
          Path.of("."),
          "eu-west-1",
          new Backend.Local(),
          List.of());

  private static final String LOSES_DATA =
      """
      {"format_version": "1.2", "planned_values": {}, "resource_changes": [
        {"address": "aws_s3_bucket.old", "type": "aws_s3_bucket", "mode": "managed",
         "action_reason": "delete_because_no_resource_config",
         "change": {"actions": ["delete"], "before": {"bucket": "b"}, "after": null}}]}\
      """;

  private static CloudGuard guard(boolean withData) {
    return new CloudGuard(StackGuard.of(Project.of(Path.of("none"), Map.of()), withData), withData);
  }

  private static CloudGuard.PlanReader plan(String json) {
    return () -> {
      try {
        return PlanScan.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
      } catch (NotAPlan e) {
        throw e;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static PlanScan hidden() {
    throw new CloudException(404, "there is no plan");
  }

  @Test
  void a_plan_that_loses_data_is_refused_unless_the_user_allows_it() {
    assertThat(guard(false).reasons(STACK, plan(LOSES_DATA)))
        .containsExactly(
            "aws_s3_bucket.old would be destroyed: no longer in the code; it holds objects of a"
                + " bucket",
            "If that is what you want, add --with-data, or waivers with a reason and a date to"
                + " environments/shop/waivers.yaml (rules: guard-destroy).");
    assertThat(guard(true).reasons(STACK, plan(LOSES_DATA))).isEmpty();
    assertThat(guard(false).reasons(STACK, plan(LOSES_DATA.replace("delete\"]", "update\"]"))))
        .isEmpty();
  }

  @Test
  void a_plan_that_the_token_may_not_read_is_not_taken_for_harmless() {
    assertThat(guard(false).reasons(STACK, CloudGuardTest::hidden))
        .containsExactly(
            "there is no plan",
            "Only a token of a user or a team with admin access to the workspace may read a plan,"
                + " so whether this one loses data is not known. Use such a token, or add"
                + " --with-data.");
    assertThat(guard(true).reasons(STACK, CloudGuardTest::hidden)).isEmpty();
  }

  @Test
  void what_is_no_plan_is_refused_and_another_failure_is_one() {
    assertThat(guard(true).reasons(STACK, plan("{}")))
        .containsExactly("its plan is no plan: format_version or planned_values is missing");
    assertThatThrownBy(
            () ->
                guard(true)
                    .reasons(
                        STACK,
                        () -> {
                          throw new CloudException(502, "bad gateway");
                        }))
        .hasMessage("bad gateway");
  }

  @Test
  void a_run_that_is_applied_on_its_own_is_refused_before_its_plan() {
    Workspace workspace =
        new Workspace("ws-1", "shop-data", "remote", "1.11.4", false, true, false, 4, false, "");

    assertThat(guard(false).reasonsBeforeThePlan(run(true), workspace))
        .containsExactly(
            "Terraform Cloud would apply the run before the guard has read its plan (auto-apply)."
                + " Turn auto-apply off in the settings of workspace shop-data, or add"
                + " --with-data.");
    assertThat(guard(false).reasonsBeforeThePlan(run(false), workspace)).isEmpty();
    assertThat(guard(true).reasonsBeforeThePlan(run(true), workspace)).isEmpty();
  }

  private static Run run(boolean autoApply) {
    return new Run("run-1", "pending", false, true, true, autoApply, "plan-1", "apply-1");
  }
}

package dev.terrace.actions.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.scan.PlanScan;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a refusal says. */
final class StackGuardTest {
  private static final Stack STACK =
      new Stack(
          new EnvironmentId("shop", "production").stack("data"),
          StackFile.of(Json.object()),
          Path.of("."),
          "eu-west-1",
          new Backend.Local(),
          List.of());

  @Test
  void a_rename_is_answered_with_the_command_that_keeps_the_resource() {
    PlanScan plan =
        PlanScan.of(
            Json.parse(
                """
                {"resource_changes": [
                  {"address": "aws_s3_bucket.old", "mode": "managed", "type": "aws_s3_bucket",
                   "change": {"actions": ["delete"], "before": {"bucket": "shop-files"}},
                   "action_reason": "delete_because_no_resource_config"},
                  {"address": "aws_s3_bucket.new", "mode": "managed", "type": "aws_s3_bucket",
                   "change": {"actions": ["create"], "after": {"bucket": "shop-files"}}}]}"""));
    StackGuard guard = new StackGuard(system -> List.of(), false, LocalDate.parse("2026-11-27"));

    assertThat(StackGuard.describe(STACK, guard.judge(STACK, plan), "--with-data"))
        .containsExactly(
            "aws_s3_bucket.old would be destroyed: no longer in the code; it holds objects of a"
                + " bucket",
            "  If aws_s3_bucket.new is the same resource, './terrace moves shop/production/data'"
                + " writes the entry that keeps it: moved { from = aws_s3_bucket.old to ="
                + " aws_s3_bucket.new }",
            "If that is what you want, add --with-data, or waivers with a reason and a date to"
                + " environments/shop/waivers.yaml (rules: guard-destroy).");
  }
}

package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.actions.guard.StackGuard;
import dev.terrace.aws.SignedCalls;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ApplyGuardTest {
  private static final Stack STACK =
      new Stack(
          new EnvironmentId("shop", "production").stack("data"),
          StackFile.of(
              Json.parse(
                  """
                  {"resource": {"aws_sqs_queue": {
                    "orders": {"//": {"metadata": {"path": "shop-production-data/orders/queue"}}}}}}""")),
          Path.of("."),
          "eu-west-1",
          new Backend.Local(),
          List.of());

  private static final Plan LOSES_DATA =
      Plan.of(
          Json.parse(
              """
              {"resource_changes": [
                {"address": "aws_sqs_queue.orders", "type": "aws_sqs_queue", "mode": "managed",
                 "change": {"actions": ["delete", "create"], "before": {"name": "a"},
                   "after": {"name": "b"}, "replace_paths": [["name"]]}},
                {"address": "aws_s3_bucket.old", "type": "aws_s3_bucket", "mode": "managed",
                 "action_reason": "delete_because_no_resource_config",
                 "change": {"actions": ["delete"], "before": {"bucket": "b"}, "after": null}}]}"""));

  private static final Project PROJECT = Project.of(Path.of("none"), Map.of());

  private static SignedCalls notAsked() {
    throw new AssertionError("no name needs a question to AWS");
  }

  @Test
  void data_is_lost_only_if_the_user_allows_it() {
    StackGuard guard = StackGuard.of(PROJECT, false);
    assertThatThrownBy(() -> ApplyGuard.check(STACK, LOSES_DATA, guard, ApplyGuardTest::notAsked))
        .isInstanceOfSatisfying(
            UserError.class,
            refused -> assertThat(refused.kind()).isEqualTo(UserError.Kind.REFUSED))
        .hasMessage(
            "shop/production/data: refused, nothing was changed:\n"
                + "  orders/queue (aws_sqs_queue.orders) would be replaced: name cannot change in"
                + " place; it holds messages that nobody has read yet\n"
                + "  aws_s3_bucket.old would be destroyed: no longer in the code; it holds objects of"
                + " a bucket\n"
                + "  If that is what you want, add --with-data, or waivers with a reason and a date"
                + " to environments/shop/waivers.yaml (rules: guard-destroy, guard-replace).");
    assertThat(
            ApplyGuard.reasons(
                STACK, LOSES_DATA, StackGuard.of(PROJECT, true), ApplyGuardTest::notAsked))
        .isEmpty();
  }
}

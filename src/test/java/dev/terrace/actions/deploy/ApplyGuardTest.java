package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.aws.SignedCalls;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.error.UserError;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.List;
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
                 "change": {"actions": ["delete"], "before": {"bucket": "b"}, "after": null}}]}"""));

  private static SignedCalls notAsked() {
    throw new AssertionError("no name needs a question to AWS");
  }

  @Test
  void data_is_lost_only_if_the_user_allows_it() {
    assertThatThrownBy(() -> ApplyGuard.check(STACK, LOSES_DATA, false, ApplyGuardTest::notAsked))
        .isInstanceOfSatisfying(
            UserError.class,
            refused -> assertThat(refused.kind()).isEqualTo(UserError.Kind.REFUSED))
        .hasMessageContainingAll(
            "shop/production/data: refused, nothing was changed:",
            "orders/queue (aws_sqs_queue.orders) would be replaced, because of name, and it holds"
                + " data",
            "aws_s3_bucket.old would be destroyed, and it holds data",
            "If that is what you want, add --with-data.");
    assertThat(ApplyGuard.reasons(STACK, LOSES_DATA, true, ApplyGuardTest::notAsked)).isEmpty();
  }
}

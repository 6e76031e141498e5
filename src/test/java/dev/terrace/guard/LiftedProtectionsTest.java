package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import org.junit.jupiter.api.Test;

final class LiftedProtectionsTest {
  private static final Plan PLAN =
      Plan.of(
          Json.parse(
              """
              {"resource_changes": [
                {"address": "aws_ecr_repository.auth", "type": "aws_ecr_repository", "mode": "managed",
                 "change": {"actions": ["delete"], "after": null,
                   "before": {"name": "staging/auth", "force_delete": false, "tags": {"a": "b"}}}},
                {"address": "aws_s3_bucket.empty", "type": "aws_s3_bucket", "mode": "managed",
                 "change": {"actions": ["delete"], "after": null,
                   "before": {"bucket": "b", "force_destroy": true}}},
                {"address": "aws_sqs_queue.q", "type": "aws_sqs_queue", "mode": "managed",
                 "change": {"actions": ["delete", "create"], "before": {"name": "q"},
                   "after": {"name": "q.fifo"}, "replace_paths": [["name"]]}},
                {"address": "aws_secretsmanager_secret.kept", "type": "aws_secretsmanager_secret",
                 "mode": "managed", "change": {"actions": ["forget"], "before": {"name": "s"}}},
                {"address": "aws_lb_listener_rule.rule", "type": "aws_lb_listener_rule",
                 "mode": "managed", "change": {"actions": ["delete"], "before": {}}}]}
              """));

  @Test
  void what_blocks_a_destruction_is_lifted_and_nothing_else_is_changed() {
    assertThat(LiftedProtections.of(PLAN))
        .containsOnlyKeys("aws_ecr_repository.auth")
        .hasEntrySatisfying(
            "aws_ecr_repository.auth",
            body ->
                assertThat(body.toString())
                    .isEqualTo(
                        "{\"name\":\"staging/auth\",\"lifecycle\":[{\"ignore_changes\":[\"name\",\"tags\"]}],"
                            + "\"force_delete\":true}"));
  }
}

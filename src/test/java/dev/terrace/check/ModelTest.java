package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelTest {
  private static final StackId DATA = Trees.SHOP.stack("data");
  private static final StackId PLATFORM = Trees.SHOP.stack("platform");

  private static final String OUTPUT =
      "${data.terraform_remote_state.cross-stack-reference-input-shop-test-data.outputs.queue}";

  private static Model model() {
    Map<StackId, JsonNode> stacks = new LinkedHashMap<>();
    stacks.put(
        DATA,
        Json.parse(
            """
            {"resource": {"aws_sqs_queue": {"jobs": {"name": "shop-jobs",
                "//": {"metadata": {"path": "shop-test-data/jobs/queue"}}}}},
             "output": {"queue": {"value": "${aws_sqs_queue.jobs.arn}"},
                        "name": {"value": "${aws_sqs_queue.jobs.name}"}}}
            """));
    stacks.put(
        PLATFORM,
        Json.parse(
            """
            {"resource": {"aws_iam_role_policy": {"p": {
                "role": "${aws_iam_role.r.name}",
                "policy": "{\\"Resource\\": \\"%s\\"}"}},
             "aws_iam_role": {"r": {"name": "worker"}}}}
            """
                .formatted(OUTPUT)));
    return new Model(Trees.SHOP, "here", stacks);
  }

  @Test
  void a_reference_to_another_stack_leads_to_its_resource() {
    Model model = model();
    Resource policy = model.all("aws_iam_role_policy").get(0);

    Resource queue = model.target(policy, "policy").orElseThrow();
    assertThat(queue).hasToString("shop/test/data jobs/queue (aws_sqs_queue.jobs)");
    assertThat(model.readers(queue, "aws_iam_role_policy")).containsExactly(policy);
  }

  @Test
  void a_text_is_expanded_with_literals_and_tokens() {
    Model model = model();
    Resource policy = model.all("aws_iam_role_policy").get(0);

    assertThat(model.expand(policy, OUTPUT)).isEqualTo("<shop-test-data/aws_sqs_queue.jobs.arn>");
    assertThat(model.expand(policy, OUTPUT.replace("outputs.queue", "outputs.name")))
        .isEqualTo("shop-jobs");
    assertThat(
            model.expand(
                policy,
                "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/${aws_iam_role.r.id}"))
        .isEqualTo("arn:aws:iam::{account}:role/worker");
  }

  @Test
  void what_is_not_in_the_stacks_stays_an_expression() {
    Model model = model();
    Resource policy = model.all("aws_iam_role_policy").get(0);

    assertThat(model.expand(policy, "${var.x}/${aws_kms_key.none.arn}"))
        .isEqualTo("<var.x>/<shop-test-platform/aws_kms_key.none.arn>");
    assertThat(model.references(policy)).hasSize(2);
  }
}

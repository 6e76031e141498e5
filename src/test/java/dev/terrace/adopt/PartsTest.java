package dev.terrace.adopt;

import static dev.terrace.adopt.Estates.old;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

final class PartsTest {
  @Test
  void a_bucket_of_old_is_a_bucket_and_a_resource_for_each_setting_that_it_has() {
    assertThat(
            Parts.of(
                old(
                    "aws_s3_bucket.logs",
                    "{'bucket': 'logs', 'versioning': [{'enabled': true}], 'lifecycle_rule':"
                        + " [{'id': 'expire'}], 'cors_rule': [], 'logging': null,"
                        + " 'server_side_encryption_configuration': [{'rule': [{'x': 1}]}],"
                        + " 'policy': '{}'}")))
        .extracting(Existing::type, Existing::name, part -> part.importId().orElse("-"))
        .containsExactly(
            tuple("aws_s3_bucket", "aws_s3_bucket.logs", "-"),
            tuple("aws_s3_bucket_versioning", "aws_s3_bucket.logs versioning", "logs"),
            tuple(
                "aws_s3_bucket_server_side_encryption_configuration",
                "aws_s3_bucket.logs encryption",
                "logs"),
            tuple(
                "aws_s3_bucket_lifecycle_configuration",
                "aws_s3_bucket.logs lifecycle_rule",
                "logs"),
            tuple("aws_s3_bucket_policy", "aws_s3_bucket.logs policy", "logs"));
  }

  @Test
  void a_role_of_old_is_a_role_its_attachments_and_its_policies() {
    assertThat(
            Parts.of(
                old(
                    "aws_iam_role.task",
                    "{'name': 'task', 'managed_policy_arns': ['arn:aws:iam::aws:policy/X'],"
                        + " 'inline_policy': [{'name': 'logs', 'policy': '{}'}]}")))
        .extracting(Existing::type, part -> part.importId().orElse("-"))
        .containsExactly(
            tuple("aws_iam_role", "-"),
            tuple("aws_iam_role_policy_attachment", "task/arn:aws:iam::aws:policy/X"),
            tuple("aws_iam_role_policy", "task:logs"));
  }

  @Test
  void a_rule_of_two_sources_has_to_be_asked_for() {
    assertThat(
            Parts.of(
                old(
                    "aws_security_group_rule.web",
                    "{'type': 'ingress', 'cidr_blocks': ['10.0.0.0/16', '10.1.0.0/16']}")))
        .hasSize(1);
  }
}

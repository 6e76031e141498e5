package dev.terrace.report.access;

import java.util.List;

/** The resource types that hold a policy document. */
final class PolicyTypes {
  /**
   * @param attribute that holds the document
   * @param holder the attribute that names the role or the resource the document is about
   * @param noun for people
   * @param identity whether the document says what its holder may do; else who may use it
   */
  record Holder(String type, String attribute, String holder, String noun, boolean identity) {}

  /** Types, attributes and meaning as in the documentation of hashicorp/aws 5.100.0. */
  private static final List<Holder> ALL =
      List.of(
          new Holder("aws_iam_role_policy", "policy", "role", "role", true),
          new Holder("aws_iam_user_policy", "policy", "user", "user", true),
          new Holder("aws_iam_group_policy", "policy", "group", "group", true),
          new Holder("aws_iam_policy", "policy", "name", "who has policy", true),
          new Holder("aws_iam_role", "assume_role_policy", "name", "role", false),
          new Holder("aws_backup_vault_policy", "policy", "backup_vault_name", "vault", false),
          new Holder(
              "aws_cloudwatch_log_resource_policy",
              "policy_document",
              "policy_name",
              "log groups, policy",
              false),
          new Holder("aws_dynamodb_resource_policy", "policy", "resource_arn", "table", false),
          new Holder("aws_ecr_repository_policy", "policy", "repository", "repository", false),
          new Holder("aws_efs_file_system_policy", "policy", "file_system_id", "files", false),
          new Holder("aws_kms_key", "policy", "key_id", "key", false),
          new Holder("aws_kms_key_policy", "policy", "key_id", "key", false),
          new Holder("aws_opensearch_domain", "access_policies", "domain_name", "domain", false),
          new Holder("aws_s3_bucket_policy", "policy", "bucket", "bucket", false),
          new Holder("aws_secretsmanager_secret", "policy", "name", "secret", false),
          new Holder("aws_secretsmanager_secret_policy", "policy", "secret_arn", "secret", false),
          new Holder("aws_sns_topic", "policy", "name", "topic", false),
          new Holder("aws_sns_topic_policy", "policy", "arn", "topic", false),
          new Holder("aws_sqs_queue", "policy", "name", "queue", false),
          new Holder("aws_sqs_queue_policy", "policy", "queue_url", "queue", false),
          new Holder("aws_vpc_endpoint", "policy", "service_name", "endpoint", false));

  private PolicyTypes() {}

  static List<Holder> of(String type) {
    return ALL.stream().filter(each -> each.type().equals(type)).toList();
  }
}

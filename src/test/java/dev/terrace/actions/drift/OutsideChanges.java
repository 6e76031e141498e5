package dev.terrace.actions.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What somebody may do to a resource behind Terraform's back, as calls of the AWS CLI. */
final class OutsideChanges {
  private static final String DENY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Changed\",\"Effect\":\"Deny\","
          + "\"Action\":\"s3:DeleteBucket\",\"Resource\":\"*\"}]}";

  private final List<Change> changes = new ArrayList<>();
  private final String address;
  private final JsonNode values;
  private final boolean leftToOthers;

  private OutsideChanges(String address, JsonNode values, JsonNode body) {
    this.address = address;
    this.values = values;
    this.leftToOthers = !body.at("/lifecycle/ignore_changes").isEmpty();
  }

  /**
   * One call.
   *
   * @param address of the resource that it changes
   * @param deletes whether the resource is gone afterwards
   */
  record Change(String address, boolean deletes, List<String> words) {
    @Override
    public String toString() {
      return address + ": aws " + String.join(" ", words);
    }
  }

  /**
   * The changes of one resource.
   *
   * @param values as in its state
   * @param body in the code
   */
  static List<Change> of(String address, String type, JsonNode values, JsonNode body) {
    OutsideChanges all = new OutsideChanges(address, values, body);
    all.tags(type);
    all.monitoring(type);
    all.identity(type);
    all.network(type);
    all.storage(type);
    all.data(type);
    all.services(type);
    return all.changes;
  }

  private String value(String name) {
    return values.path(name).asText();
  }

  private void change(String... words) {
    changes.add(new Change(address, false, List.of(words)));
  }

  private void delete(String... words) {
    changes.add(new Change(address, true, List.of(words)));
  }

  /** The call that adds a tag to a resource, by the first words of its type. */
  private void tags(String type) {
    String arn = value("arn");
    String id = value("id");
    String pair = "Key=Owner,Value=somebody";
    switch (type) {
      case "aws_vpc",
          "aws_subnet",
          "aws_route_table",
          "aws_security_group",
          "aws_internet_gateway",
          "aws_nat_gateway",
          "aws_eip",
          "aws_vpc_endpoint",
          "aws_flow_log" ->
          change("ec2", "create-tags", "--resources", id, "--tags", pair);
      case "aws_cloudwatch_metric_alarm" ->
          change("cloudwatch", "tag-resource", "--resource-arn", arn, "--tags", pair);
      case "aws_ssm_parameter" -> parameterTag("Parameter", value("name"));
      case "aws_iam_role" -> change("iam", "tag-role", "--role-name", id, "--tags", pair);
      case "aws_secretsmanager_secret" ->
          change("secretsmanager", "tag-resource", "--secret-id", arn, "--tags", pair);
      case "aws_lb", "aws_lb_target_group", "aws_lb_listener_rule", "aws_lb_listener" ->
          change("elbv2", "add-tags", "--resource-arns", arn, "--tags", pair);
      case "aws_ecs_cluster" ->
          change("ecs", "tag-resource", "--resource-arn", arn, "--tags", "key=Owner,value=x");
      case "aws_ecr_repository" ->
          change("ecr", "tag-resource", "--resource-arn", arn, "--tags", pair);
      case "aws_db_instance", "aws_db_parameter_group", "aws_db_subnet_group" ->
          change("rds", "add-tags-to-resource", "--resource-name", arn, "--tags", pair);
      case "aws_kms_key" ->
          change("kms", "tag-resource", "--key-id", id, "--tags", "TagKey=Owner,TagValue=x");
      case "aws_sns_topic" -> change("sns", "tag-resource", "--resource-arn", arn, "--tags", pair);
      case "aws_sqs_queue" ->
          change("sqs", "tag-queue", "--queue-url", id, "--tags", "Owner=somebody");
      case "aws_s3_bucket" ->
          change(
              "s3api",
              "put-bucket-tagging",
              "--bucket",
              id,
              "--tagging",
              "TagSet=[{" + pair + "}]");
      case "aws_cloudwatch_log_group" ->
          change("logs", "tag-log-group", "--log-group-name", id, "--tags", "Owner=somebody");
      default -> {
        // has none, or the simulated AWS keeps none
      }
    }
  }

  private void parameterTag(String kind, String name) {
    change(
        "ssm",
        "add-tags-to-resource",
        "--resource-type",
        kind,
        "--resource-id",
        name,
        "--tags",
        "Key=Owner,Value=somebody");
  }

  private void monitoring(String type) {
    switch (type) {
      case "aws_cloudwatch_metric_alarm" -> {
        delete("cloudwatch", "delete-alarms", "--alarm-names", value("alarm_name"));
        change("cloudwatch", "disable-alarm-actions", "--alarm-names", value("alarm_name"));
      }
      case "aws_cloudwatch_dashboard" ->
          delete("cloudwatch", "delete-dashboards", "--dashboard-names", value("dashboard_name"));
      case "aws_cloudwatch_log_group" -> {
        delete("logs", "delete-log-group", "--log-group-name", value("name"));
        change(
            "logs",
            "put-retention-policy",
            "--log-group-name",
            value("name"),
            "--retention-in-days",
            values.path("retention_in_days").asInt() == 3 ? "5" : "3");
      }
      case "aws_flow_log" -> delete("ec2", "delete-flow-logs", "--flow-log-ids", value("id"));
      default -> {
        // of another kind
      }
    }
  }

  private void identity(String type) {
    switch (type) {
      case "aws_iam_role" -> {
        change(
            "iam", "update-role", "--role-name", value("name"), "--max-session-duration", "7200");
        change(
            "iam",
            "update-assume-role-policy",
            "--role-name",
            value("name"),
            "--policy-document",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "\"sts:AssumeRole\",\"Principal\":{\"Service\":\"batch.amazonaws.com\"}}]}");
      }
      case "aws_iam_role_policy" -> {
        change(
            "iam",
            "put-role-policy",
            "--role-name",
            value("role"),
            "--policy-name",
            value("name"),
            "--policy-document",
            DENY);
        delete(
            "iam",
            "delete-role-policy",
            "--role-name",
            value("role"),
            "--policy-name",
            value("name"));
      }
      case "aws_iam_role_policy_attachment" ->
          delete(
              "iam",
              "detach-role-policy",
              "--role-name",
              value("role"),
              "--policy-arn",
              value("policy_arn"));
      case "aws_kms_key" -> {
        change("kms", "update-key-description", "--key-id", value("id"), "--description", "other");
        if (values.path("enable_key_rotation").asBoolean()) {
          change("kms", "disable-key-rotation", "--key-id", value("id"));
        }
      }
      case "aws_kms_alias" -> delete("kms", "delete-alias", "--alias-name", value("name"));
      case "aws_secretsmanager_secret" ->
          change(
              "secretsmanager",
              "update-secret",
              "--secret-id",
              value("arn"),
              "--description",
              "changed by somebody");
      default -> {
        // of another kind
      }
    }
  }

  private void network(String type) {
    switch (type) {
      case "aws_vpc" ->
          change(
              "ec2",
              "modify-vpc-attribute",
              "--vpc-id",
              value("id"),
              values.path("enable_dns_hostnames").asBoolean()
                  ? "--no-enable-dns-hostnames"
                  : "--enable-dns-hostnames");
      case "aws_subnet" ->
          change(
              "ec2",
              "modify-subnet-attribute",
              "--subnet-id",
              value("id"),
              values.path("map_public_ip_on_launch").asBoolean()
                  ? "--no-map-public-ip-on-launch"
                  : "--map-public-ip-on-launch");
      case "aws_security_group" ->
          change(
              "ec2",
              "authorize-security-group-ingress",
              "--group-id",
              value("id"),
              "--protocol",
              "tcp",
              "--port",
              "2222",
              "--cidr",
              "203.0.113.9/32");
      case "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule" ->
          delete(
              "ec2",
              type.contains("ingress")
                  ? "revoke-security-group-ingress"
                  : "revoke-security-group-egress",
              "--group-id",
              value("security_group_id"),
              "--security-group-rule-ids",
              value("id"));
      case "aws_route" ->
          delete(
              "ec2",
              "delete-route",
              "--route-table-id",
              value("route_table_id"),
              "--destination-cidr-block",
              value("destination_cidr_block"));
      case "aws_route_table_association" ->
          delete("ec2", "disassociate-route-table", "--association-id", value("id"));
      case "aws_vpc_endpoint" ->
          delete("ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", value("id"));
      case "aws_lb" ->
          change(
              "elbv2",
              "modify-load-balancer-attributes",
              "--load-balancer-arn",
              value("arn"),
              "--attributes",
              "Key=idle_timeout.timeout_seconds,Value=77");
      case "aws_lb_target_group" -> {
        change(
            "elbv2",
            "modify-target-group",
            "--target-group-arn",
            value("arn"),
            "--health-check-interval-seconds",
            "77");
        change(
            "elbv2",
            "modify-target-group-attributes",
            "--target-group-arn",
            value("arn"),
            "--attributes",
            "Key=deregistration_delay.timeout_seconds,Value=77");
      }
      case "aws_lb_listener_rule" -> delete("elbv2", "delete-rule", "--rule-arn", value("arn"));
      default -> {
        // of another kind
      }
    }
  }

  private void storage(String type) {
    String bucket = value("bucket");
    switch (type) {
      case "aws_s3_bucket_server_side_encryption_configuration" ->
          change(
              "s3api",
              "put-bucket-encryption",
              "--bucket",
              bucket,
              "--server-side-encryption-configuration",
              "{\"Rules\":[{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":"
                  + "\"aws:kms\",\"KMSMasterKeyID\":\"alias/other\"}}]}");
      case "aws_s3_bucket_public_access_block" -> {
        delete("s3api", "delete-public-access-block", "--bucket", bucket);
        change(
            "s3api",
            "put-public-access-block",
            "--bucket",
            bucket,
            "--public-access-block-configuration",
            "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=false,"
                + "RestrictPublicBuckets=true");
      }
      case "aws_s3_bucket_policy" -> delete("s3api", "delete-bucket-policy", "--bucket", bucket);
      case "aws_s3_bucket_lifecycle_configuration" ->
          delete("s3api", "delete-bucket-lifecycle", "--bucket", bucket);
      case "aws_s3_bucket_logging" ->
          delete(
              "s3api", "put-bucket-logging", "--bucket", bucket, "--bucket-logging-status", "{}");
      case "aws_s3_bucket_versioning" ->
          change(
              "s3api",
              "put-bucket-versioning",
              "--bucket",
              bucket,
              "--versioning-configuration",
              "Status=Suspended");
      case "aws_ecr_repository" -> {
        change(
            "ecr",
            "put-image-scanning-configuration",
            "--repository-name",
            value("name"),
            "--image-scanning-configuration",
            "scanOnPush=" + !values.at("/image_scanning_configuration/0/scan_on_push").asBoolean());
        change(
            "ecr",
            "put-image-tag-mutability",
            "--repository-name",
            value("name"),
            "--image-tag-mutability",
            value("image_tag_mutability").equals("MUTABLE") ? "IMMUTABLE" : "MUTABLE");
      }
      case "aws_ecr_lifecycle_policy" ->
          delete("ecr", "delete-lifecycle-policy", "--repository-name", value("repository"));
      default -> {
        // of another kind
      }
    }
  }

  private void data(String type) {
    switch (type) {
      case "aws_db_parameter_group" ->
          change(
              "rds",
              "modify-db-parameter-group",
              "--db-parameter-group-name",
              value("name"),
              "--parameters",
              "ParameterName=log_min_duration_statement,ParameterValue=17,ApplyMethod=immediate");
      case "aws_db_instance" ->
          change(
              "rds",
              "modify-db-instance",
              "--db-instance-identifier",
              value("identifier"),
              "--backup-retention-period",
              "3",
              "--apply-immediately");
      case "aws_ssm_parameter" -> {
        delete("ssm", "delete-parameter", "--name", value("name"));
        if (!leftToOthers) {
          change(
              "ssm",
              "put-parameter",
              "--name",
              value("name"),
              "--value",
              "changed by somebody",
              "--overwrite");
        }
      }
      default -> {
        // of another kind
      }
    }
  }

  private void services(String type) {
    switch (type) {
      case "aws_ecs_cluster" ->
          change(
              "ecs",
              "update-cluster-settings",
              "--cluster",
              value("name"),
              "--settings",
              "name=containerInsights,value="
                  + (values.at("/setting/0/value").asText().equals("enabled")
                      ? "disabled"
                      : "enabled"));
      case "aws_sqs_queue" ->
          change(
              "sqs",
              "set-queue-attributes",
              "--queue-url",
              value("id"),
              "--attributes",
              "VisibilityTimeout=77");
      case "aws_sns_topic" ->
          change(
              "sns",
              "set-topic-attributes",
              "--topic-arn",
              value("arn"),
              "--attribute-name",
              "DisplayName",
              "--attribute-value",
              "changed");
      default -> {
        // of another kind
      }
    }
  }
}

package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.check.waiver.Waiver;
import dev.terrace.guard.Refusal.Kind;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.scan.KeptAttributes;
import dev.terrace.terraform.scan.PlanScan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that no recording has: other types, providers and versions, and odd ones. */
final class PlanGuardTest {
  private static final String ADDRESS = "a.b";
  private static final Set<String> SOME =
      Set.of("aws_instance", "aws_spot_instance_request", "aws_osis_pipeline");

  private static List<Refusal> refusals(String... changes) {
    String tree = "{'resource_changes': [" + String.join(", ", changes) + "]}";
    return PlanGuard.refusals(PlanScan.of(Json.parse(tree.replace('\'', '"'))));
  }

  private static String change(String type, String actions, String members) {
    return "{'address': 'a.b', 'mode': 'managed', 'type': '%s', 'change': {'actions': [%s]%s}}"
        .formatted(type, actions, members.isEmpty() ? "" : ", " + members);
  }

  /** Of some types only some resources hold data; the row of the condition has them. */
  static Stream<String> stateful() {
    return Stateful.types().stream().filter(type -> !SOME.contains(type));
  }

  static Stream<String> stateless() {
    return Stateful.statelessTypes().stream().filter(type -> !LostProtections.isKeeper(type));
  }

  @ParameterizedTest
  @MethodSource("stateful")
  void each_type_that_holds_data_is_neither_destroyed_nor_replaced(String type) {
    assertThat(refusals(change(type, "'delete'", "")))
        .extracting(Refusal::kind)
        .containsExactly(Kind.DESTROY);
    for (String actions : List.of("'delete', 'create'", "'create', 'delete'")) {
      assertThat(refusals(change(type, actions, "")))
          .extracting(Refusal::kind)
          .containsExactly(Kind.REPLACE);
    }
    for (String actions : List.of("'create'", "'update'", "'no-op'", "'forget'")) {
      assertThat(refusals(change(type, actions, ""))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_instance|'disable_api_termination': true|'disable_api_termination': false",
        "aws_instance|'ebs_block_device': [{'delete_on_termination': false},"
            + " {'delete_on_termination': true}, {'delete_on_termination': false}]"
            + "|'ebs_block_device': [{'delete_on_termination': false}]",
        "aws_spot_instance_request|'ebs_block_device': [{'delete_on_termination': true}]"
            + "|'root_block_device': [{'delete_on_termination': true}]",
        "aws_osis_pipeline|'buffer_options': [{'persistent_buffer_enabled': true}]"
            + "|'buffer_options': [{'persistent_buffer_enabled': false}]",
        "aws_cloudwatch_log_group|'retention_in_days': 0|'retention_in_days': 7",
        "aws_elasticache_cluster|'engine': 'redis'|'engine': 'memcached'",
      })
  void what_a_resource_is_decides_where_its_type_does_not(String type, String full, String empty) {
    for (String actions : List.of("'delete'", "'delete', 'create'", "'create', 'forget'")) {
      assertThat(refusals(change(type, actions, "'before': {%s}".formatted(full)))).hasSize(1);
      assertThat(refusals(change(type, actions, "'before': {%s}".formatted(empty)))).isEmpty();
    }
  }

  @Test
  void an_empty_resource_in_the_place_of_a_full_one_is_a_replacement() {
    for (String actions : List.of("'create', 'forget'", "'forget', 'create'")) {
      assertThat(refusals(change("aws_db_instance", actions, "")))
          .extracting(refusal -> refusal.kind() + " " + refusal.describe())
          .containsExactly(
              "REPLACE would be replaced: an empty one takes its place, and the old one leaves the"
                  + " state; it holds rows of a database");
      assertThat(refusals(change("aws_vpc", actions, ""))).isEmpty();
    }
  }

  @Test
  void types_that_hold_nothing_come_and_go() {
    assertThat(stateless().filter(type -> !refusals(change(type, "'delete'", "")).isEmpty()))
        .isEmpty();
    assertThat(
            stateless().filter(type -> !refusals(change(type, "'delete', 'create'", "")).isEmpty()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "google_sql_database_instance",
        "azurerm_storage_account",
        "kubernetes_persistent_volume_claim",
        "postgresql_database",
        "aws_type_of_the_future",
        "awscc_rds_db_instance",
      })
  void a_type_that_nobody_has_looked_at_is_not_taken_for_harmless(String type) {
    assertThat(refusals(change(type, "'delete'", "")))
        .extracting(Refusal::describe)
        .containsExactly(
            "would be destroyed, and whether it holds data is not known: everything is destroyed"
                + " (-destroy)");
    assertThat(refusals(change(type, "'delete', 'create'", "")))
        .extracting(Refusal::kind)
        .containsExactly(Kind.UNKNOWN_TYPE);
    assertThat(refusals(change(type, "'create'", ""))).isEmpty();
    assertThat(refusals(change(type, "'update'", "'before': {'engine': 'a'}, 'after': {}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'address': 'a.b', 'mode': 'managed', 'type': 'aws_vpc', 'change': {'actions': ['obliterate']}}"
            + "|the action 'obliterate' is not known",
        "{'address': 'a.b', 'mode': 'managed', 'type': 'aws_vpc', 'change': {'actions': ['update', 3]}}"
            + "|the action '(not a text)' is not known",
        "{'address': 'a.b', 'mode': 'managed', 'type': 'aws_vpc', 'change': {'actions': 'update'}}"
            + "|the action '(not a list)' is not known",
        "{'address': 'a.b', 'mode': 'managed', 'type': 'aws_vpc', 'change': {'actions': []}}"
            + "|the plan does not say what happens to it",
        "{'address': 'a.b', 'mode': 'managed', 'type': 'aws_vpc', 'change': null}"
            + "|the plan does not say what happens to it",
        "{'address': 'a.b', 'mode': 'managed', 'type': 'aws_vpc'}"
            + "|the plan does not say what happens to it",
        "{'address': 'a.b', 'mode': 'managed', 'change': {'actions': ['delete']}}"
            + "|the plan does not say which resource it is",
        "{'mode': 'managed', 'type': 'aws_vpc', 'change': {'actions': ['update']}}"
            + "|the plan does not say which resource it is",
        "{'address': 'data.a.b', 'mode': 'data', 'type': 'aws_vpc', 'change': {'actions': ['write']}}"
            + "|the action 'write' is not known",
      })
  void what_is_not_understood_is_not_taken_for_harmless(String change, String why) {
    assertThat(refusals(change))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.NOT_UNDERSTOOD);
              assertThat(refusal.why()).isEqualTo(why);
            });
  }

  @Test
  void deferred_changes_and_oddities_of_a_plan_are_refused() {
    String tree =
        """
        {"resource_changes": [], "complete": false, "errored": true,
         "action_invocations": [{"address": "action.aws_lambda_invoke.clean"}],
         "deferred_changes": [{"reason": "provider_config_unknown", "resource_change":
           {"address": "a.b", "type": "aws_vpc", "change": {"actions": ["create"]}}}]}""";

    assertThat(PlanGuard.refusals(PlanScan.of(Json.parse(tree))))
        .allMatch(refusal -> refusal.kind() == Kind.NOT_UNDERSTOOD)
        .extracting(refusal -> refusal.address() + " " + refusal.describe())
        .containsExactly(
            "a.b is not understood: Terraform defers the change (provider_config_unknown)",
            "plan.complete is not understood: it leaves out changes, for -target or a deferral",
            "plan.errored is not understood: Terraform could not finish it: the rest is not known",
            "action.aws_lambda_invoke.clean is not understood: an action runs, and a plan does not"
                + " say what it does");
  }

  @Test
  void a_plan_made_of_parts_is_not_taken_for_harmless() {
    assertThat(PlanGuard.refusals(PlanScan.UNREAD))
        .extracting(Refusal::kind)
        .containsExactly(Kind.NOT_UNDERSTOOD);
  }

  @Test
  void a_deposed_object_and_an_address_in_a_module_are_destroyed_like_others() {
    assertThat(
            refusals(
                "{'address': 'module.m[\\\\'a\\\\'].aws_ebs_volume.v[0]', 'deposed': '00ff',"
                        .replace("\\\\'", "\\\"")
                    + " 'mode': 'managed', 'type': 'aws_ebs_volume',"
                    + " 'change': {'actions': ['delete']}}"))
        .extracting(refusal -> refusal.address() + " " + refusal.describe())
        .containsExactly(
            "module.m[\"a\"].aws_ebs_volume.v[0] would be destroyed: an interrupted replacement has"
                + " left the object 00ff; it holds blocks of a volume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_db_instance|'deletion_protection': true|'deletion_protection': false",
        "aws_db_instance|'deletion_protection': true|'deletion_protection': null",
        "aws_db_instance|'deletion_protection': true|'other': 1",
        "aws_cognito_user_pool|'deletion_protection': 'ACTIVE'|'deletion_protection': 'INACTIVE'",
        "aws_dynamodb_table|'deletion_protection_enabled': true|'deletion_protection_enabled': false",
        "aws_docdb_cluster|'skip_final_snapshot': false|'skip_final_snapshot': true",
        "aws_db_instance|'delete_automated_backups': false|'delete_automated_backups': true",
        "aws_route53_zone|'force_destroy': false|'force_destroy': true",
        "aws_ecr_repository|'force_delete': null|'force_delete': true",
        "aws_kinesis_stream|'enforce_consumer_deletion': false|'enforce_consumer_deletion': true",
        "aws_rds_cluster|'backup_retention_period': 7|'backup_retention_period': 0",
        "aws_elasticache_replication_group|'snapshot_retention_limit': 5|'snapshot_retention_limit': 0",
        "aws_secretsmanager_secret|'recovery_window_in_days': 30|'recovery_window_in_days': 0",
        "google_sql_database_instance|'deletion_protection': true|'deletion_protection': false",
        "aws_s3_bucket|'force_destroy': null|'force_destroy': true",
        "aws_rds_cluster|'other': 1|'skip_final_snapshot': true",
        "aws_emr_cluster|'termination_protection': true|'termination_protection': false",
        "aws_cloudtrail_event_data_store|'termination_protection_enabled': true"
            + "|'termination_protection_enabled': false",
        "aws_fsx_windows_file_system|'skip_final_backup': false|'skip_final_backup': true",
        "aws_fsx_openzfs_file_system|'automatic_backup_retention_days': 7"
            + "|'automatic_backup_retention_days': 0",
        "aws_redshift_cluster|'automated_snapshot_retention_period': 1"
            + "|'automated_snapshot_retention_period': 0",
        "aws_ebs_volume|'final_snapshot': true|'final_snapshot': false",
        "aws_elasticache_replication_group|'final_snapshot_identifier': 'x'"
            + "|'final_snapshot_identifier': null",
        "aws_memorydb_cluster|'final_snapshot_name': 'x'|'other': 1",
        "aws_organizations_account|'close_on_deletion': null|'close_on_deletion': true",
        "aws_dynamodb_table|'point_in_time_recovery': [{'recovery_period_in_days': 35, 'enabled': true}]"
            + "|'point_in_time_recovery': [{'enabled': false}]",
        "aws_dynamodb_table|'point_in_time_recovery': [{'enabled': true}]"
            + "|'point_in_time_recovery': []",
        "aws_keyspaces_table|'point_in_time_recovery': [{'status': 'ENABLED'}]"
            + "|'point_in_time_recovery': [{'status': 'DISABLED'}]",
        "aws_s3_bucket_versioning|'versioning_configuration': [{'mfa_delete': '', 'status': 'Enabled'}]"
            + "|'versioning_configuration': [{'mfa_delete': '', 'status': 'Suspended'}]",
        "aws_cloudwatch_log_group|'retention_in_days': 0|'retention_in_days': 400",
        "aws_cloudwatch_log_group|'other': 1|'retention_in_days': 1",
        "aws_db_instance|'backup_retention_period': 35|'backup_retention_period': 1",
        "aws_rds_cluster|'backup_retention_period': 35|'backup_retention_period': 34",
        "aws_docdb_cluster|'backup_retention_period': 7|'backup_retention_period': 1",
        "aws_neptune_cluster|'backup_retention_period': 7|'backup_retention_period': 1",
        "aws_docdbelastic_cluster|'backup_retention_period': 7|'backup_retention_period': 1",
        "aws_redshift_cluster|'automated_snapshot_retention_period': 35"
            + "|'automated_snapshot_retention_period': 1",
        "aws_redshift_cluster|'manual_snapshot_retention_period': -1"
            + "|'manual_snapshot_retention_period': 30",
        "aws_db_instance_automated_backups_replication|'retention_period': 14|'retention_period': 7",
        "aws_lightsail_database|'backup_retention_enabled': true|'backup_retention_enabled': false",
        "aws_elasticache_cluster|'snapshot_retention_limit': 5|'snapshot_retention_limit': null",
        "aws_memorydb_cluster|'snapshot_retention_limit': 5|'snapshot_retention_limit': 1",
        "aws_fsx_ontap_file_system|'automatic_backup_retention_days': 90"
            + "|'automatic_backup_retention_days': 30",
        "aws_dynamodb_table|'point_in_time_recovery': [{'enabled': true, 'recovery_period_in_days': 35}]"
            + "|'point_in_time_recovery': [{'enabled': true, 'recovery_period_in_days': 1}]",
        "aws_rds_cluster|'backtrack_window': 259200|'backtrack_window': 3600",
        "aws_secretsmanager_secret|'recovery_window_in_days': 30|'recovery_window_in_days': 7",
        "aws_kms_key|'deletion_window_in_days': 30|'deletion_window_in_days': 7",
        "aws_cloudtrail_event_data_store|'retention_period': 2555|'retention_period': 7",
        "aws_kinesis_stream|'retention_period': 48|'retention_period': 24",
        "aws_kinesis_stream|'retention_period': 48|'retention_period': null",
        "aws_sqs_queue|'message_retention_seconds': 1209600|'message_retention_seconds': 345600",
        "aws_timestreamwrite_table"
            + "|'retention_properties': [{'magnetic_store_retention_period_in_days': 73000}]"
            + "|'retention_properties': [{'magnetic_store_retention_period_in_days': 30}]",
        "aws_ecr_repository|'image_tag_mutability': 'IMMUTABLE'|'image_tag_mutability': 'MUTABLE'",
        "aws_sagemaker_domain|'retention_policy': [{'home_efs_file_system': 'Retain'}]"
            + "|'retention_policy': [{'home_efs_file_system': 'Delete'}]",
        "aws_s3_bucket|'versioning': [{'enabled': true, 'mfa_delete': false}]"
            + "|'versioning': [{'enabled': false, 'mfa_delete': false}]",
        "aws_s3_bucket_object_lock_configuration"
            + "|'rule': [{'default_retention': [{'mode': 'COMPLIANCE', 'days': 30}]}]"
            + "|'rule': [{'default_retention': [{'mode': 'GOVERNANCE', 'days': 30}]}]",
        "aws_s3_bucket_object_lock_configuration"
            + "|'rule': [{'default_retention': [{'mode': 'GOVERNANCE', 'days': 30}]}]"
            + "|'rule': [{'default_retention': [{'mode': 'GOVERNANCE', 'days': 7}]}]",
        "aws_s3_bucket_object_lock_configuration"
            + "|'rule': [{'default_retention': [{'mode': 'GOVERNANCE', 'years': 7}]}]|'rule': []",
        "aws_efs_backup_policy|'backup_policy': [{'status': 'ENABLED'}]"
            + "|'backup_policy': [{'status': 'DISABLED'}]",
        "aws_backup_vault_lock_configuration|'min_retention_days': 30|'min_retention_days': 7",
        "aws_dlm_lifecycle_policy|'state': 'ENABLED'|'state': 'DISABLED'",
        "aws_cloudwatch_event_archive|'retention_days': 0|'retention_days': 30",
        "aws_keyspaces_table|'default_time_to_live': 0|'default_time_to_live': 3600",
        "aws_dynamodb_table|'ttl': [{'attribute_name': '', 'enabled': false}]"
            + "|'ttl': [{'attribute_name': 'x', 'enabled': true}]",
        "aws_dynamodb_table|'replica': [{'region_name': 'a'}, {'region_name': 'b'}]"
            + "|'replica': [{'region_name': 'a'}]",
        "aws_secretsmanager_secret|'replica': [{'region': 'a'}]|'replica': []",
        "aws_kms_key|'is_enabled': true|'is_enabled': false",
        "aws_kms_external_key|'valid_to': null|'valid_to': '2027-01-01T00:00:00Z'",
        "aws_route53domains_registered_domain|'transfer_lock': true|'transfer_lock': false",
        "aws_prometheus_workspace_configuration|'retention_period_in_days': 150"
            + "|'retention_period_in_days': 1",
        "aws_s3_bucket_lifecycle_configuration"
            + "|'rule': [{'noncurrent_version_expiration': [{'noncurrent_days': 7}], 'expiration': []}]"
            + "|'rule': [{'noncurrent_version_expiration': [{'noncurrent_days': 7}], 'expiration': []},"
            + " {'expiration': [{'days': 1}]}]",
        "aws_s3_bucket_lifecycle_configuration"
            + "|'rule': [{'expiration': [{'days': 0, 'expired_object_delete_marker': true}]}]"
            + "|'rule': [{'expiration': [{'days': 30}]}, {'expiration': [{'days': 0}]}]",
        "aws_s3_bucket_lifecycle_configuration|'rule': []"
            + "|'rule': [{'expiration': [{'date': '2027-01-01T00:00:00Z'}]}]",
        "aws_s3_bucket|'lifecycle_rule': []|'lifecycle_rule': [{'expiration': [{'days': 1}]}]",
        "aws_instance|'disable_api_termination': true|'disable_api_termination': false",
        "aws_instance|'disable_api_termination': true, 'root_block_device':"
            + " [{'delete_on_termination': false}]|'disable_api_termination': true,"
            + " 'root_block_device': [{'delete_on_termination': true}]",
        "aws_fsx_openzfs_volume|'delete_volume_options': null"
            + "|'delete_volume_options': ['DELETE_CHILD_VOLUMES_AND_SNAPSHOTS']",
        "aws_kinesisanalyticsv2_application"
            + "|'application_configuration': [{'application_snapshot_configuration':"
            + " [{'snapshots_enabled': true}]}]"
            + "|'application_configuration': [{'application_snapshot_configuration':"
            + " [{'snapshots_enabled': false}]}]",
      })
  void a_protection_that_is_turned_off_is_refused(String type, String before, String after) {
    String values = "'before': {%s}, 'after': {%s}".formatted(before, after);

    assertThat(refusals(change(type, "'update'", values)))
        .extracting(Refusal::kind)
        .containsExactly(Kind.UNPROTECT);
    assertThat(
            refusals(
                change(
                    type, "'update'", "'before': {%s}, 'after': {%s}".formatted(before, before))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_db_instance|'deletion_protection': false|'deletion_protection': true",
        "aws_db_instance|'skip_final_snapshot': true|'skip_final_snapshot': false",
        "aws_db_instance|'backup_retention_period': 7|'backup_retention_period': 35",
        "aws_redshift_cluster|'manual_snapshot_retention_period': 30"
            + "|'manual_snapshot_retention_period': -1",
        "aws_secretsmanager_secret|'recovery_window_in_days': 7|'recovery_window_in_days': null",
        "aws_kms_key|'deletion_window_in_days': 7|'deletion_window_in_days': null",
        "aws_dynamodb_table|'point_in_time_recovery': [{'enabled': true, 'recovery_period_in_days': 7}]"
            + "|'point_in_time_recovery': [{'enabled': true}]",
        "aws_s3_bucket_object_lock_configuration"
            + "|'rule': [{'default_retention': [{'mode': 'COMPLIANCE', 'days': 365}]}]"
            + "|'rule': [{'default_retention': [{'mode': 'COMPLIANCE', 'years': 1}]}]",
        "aws_sns_topic|'retention_period': 7|'retention_period': 1",
        "aws_s3_bucket_lifecycle_configuration|'rule': [{'expiration': [{'days': 30}]}]"
            + "|'rule': [{'expiration': [{'days': 7}]}]",
        "aws_s3_bucket_lifecycle_configuration|'rule': []"
            + "|'rule': [{'transition': [{'days': 30}], 'noncurrent_version_expiration':"
            + " [{'noncurrent_days': 7}], 'abort_incomplete_multipart_upload':"
            + " [{'days_after_initiation': 7}]}]",
        "aws_s3_bucket_lifecycle_configuration|'rule': []"
            + "|'rule': [{'expiration': [{'days': 0, 'expired_object_delete_marker': true}]}]",
        "aws_dynamodb_table|'ttl': [{'enabled': true}]|'ttl': [{'enabled': false}]",
        "aws_dynamodb_table|'replica': []|'replica': [{'region_name': 'a'}]",
        "aws_instance|'root_block_device': [{'delete_on_termination': true}]"
            + "|'root_block_device': [{'delete_on_termination': true}], 'monitoring': true",
        "aws_kms_key|'is_enabled': false|'is_enabled': true",
        "aws_db_instance|'backup_retention_period': 0|'backup_retention_period': 0",
        "aws_s3_bucket|'force_destroy': true|'force_destroy': true",
        "aws_secretsmanager_secret|'recovery_window_in_days': null|'recovery_window_in_days': 0",
        "aws_lb|'deletion_protection': true|'deletion_protection': false",
        "aws_cloudwatch_log_group|'retention_in_days': 400|'retention_in_days': 30",
        "aws_cloudwatch_log_group|'retention_in_days': 400|'retention_in_days': 0",
        "aws_dynamodb_table|'point_in_time_recovery': []|'point_in_time_recovery': [{'enabled': true}]",
        "aws_elasticache_cluster|'final_snapshot_identifier': null|'final_snapshot_identifier': 'x'",
      })
  void other_values_of_a_protection_pass(String type, String before, String after) {
    assertThat(
            refusals(
                change(type, "'update'", "'before': {%s}, 'after': {%s}".formatted(before, after))))
        .isEmpty();
  }

  /** What keeps it, and the resource that goes with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "aws_s3_bucket_versioning"
            + "|'bucket': 'a', 'versioning_configuration': [{'status': 'Enabled'}]"
            + "|aws_s3_bucket|'bucket': 'a'|earlier versions of objects",
        "aws_s3_bucket_object_lock_configuration"
            + "|'bucket': 'a', 'rule': [{'default_retention': [{'mode': 'COMPLIANCE', 'days': 1}]}]"
            + "|aws_s3_bucket|'bucket': 'a'|the lock of new objects",
        "aws_s3_bucket_replication_configuration|'bucket': 'a'|aws_s3_bucket|'bucket': 'a'"
            + "|the copies of objects",
        "aws_efs_backup_policy|'file_system_id': 'fs-1', 'backup_policy': [{'status': 'ENABLED'}]"
            + "|aws_efs_file_system|'id': 'fs-1'|automatic backups of files",
        "aws_efs_replication_configuration|'source_file_system_id': 'fs-1'"
            + "|aws_efs_file_system|'id': 'fs-1'|the copy of a file system",
        "aws_backup_plan|'id': 'p'|none|none|new backups",
        "aws_backup_selection|'plan_id': 'p'|aws_backup_plan|'id': 'p'|new backups",
        "aws_backup_vault_lock_configuration|'backup_vault_name': 'v'|aws_backup_vault|'name': 'v'"
            + "|the lock of backups",
        "aws_glacier_vault_lock|'vault_name': 'v'|aws_glacier_vault|'name': 'v'"
            + "|the lock of archives",
        "aws_dlm_lifecycle_policy|'state': 'ENABLED'|none|none|new snapshots of volumes",
        "aws_rbin_rule|'id': 'r'|none|none|deleted snapshots that can be taken back",
        "aws_redshift_snapshot_copy|'cluster_identifier': 'c'"
            + "|aws_redshift_cluster|'cluster_identifier': 'c'|the copies of snapshots",
        "aws_dynamodb_table_replica|'global_table_arn': 't'|aws_dynamodb_table|'arn': 't'"
            + "|the copy of a table",
        "aws_redshift_snapshot_schedule_association|'cluster_identifier': 'c'"
            + "|aws_redshift_cluster|'cluster_identifier': 'c'|snapshots of a data warehouse",
      })
  void what_protects_another_resource_stays_as_long_as_that(
      String type, String before, String kept, String keptBefore, String what) {
    String keeper = change(type, "'delete'", "'before': {%s}, 'after': null".formatted(before));

    assertThat(refusals(keeper))
        .extracting(refusal -> refusal.kind() + " " + refusal.describe())
        .containsExactly(
            "UNPROTECT would lose its protection: everything is destroyed (-destroy); it protects "
                + what);
    assertThat(
            refusals(
                change(
                    type, "'create', 'delete'", "'before': {%s}, 'after': {}".formatted(before))))
        .extracting(Refusal::kind)
        .containsExactly(Kind.UNPROTECT);
    if (kept != null) {
      String other = change(kept, "'delete'", "'before': {%s}".formatted(keptBefore));
      assertThat(refusals(keeper, other)).extracting(Refusal::type).containsExactly(kept);
      String stranger = change(kept, "'delete'", "'before': {%s}".formatted("'name': 'other'"));
      assertThat(refusals(keeper, stranger)).extracting(Refusal::type).containsExactly(type, kept);
    }
  }

  @Test
  void every_keeper_has_a_row_and_one_that_is_off_may_go() {
    assertThat(ProtectionTable.keepers()).hasSize(14).isSubsetOf(Stateful.statelessTypes());
    for (String off :
        List.of(
            change(
                "aws_s3_bucket_versioning",
                "'delete'",
                "'before': {'bucket': 'a', 'versioning_configuration': [{'status': 'Suspended'}]}"),
            change(
                "aws_efs_backup_policy",
                "'delete'",
                "'before': {'file_system_id': 'a', 'backup_policy': [{'status': 'DISABLED'}]}"),
            change("aws_dlm_lifecycle_policy", "'delete'", "'before': {'state': 'DISABLED'}"))) {
      assertThat(refusals(off)).isEmpty();
    }
  }

  @Test
  void a_scan_keeps_every_attribute_of_the_table() {
    assertThat(ProtectionTable.attributes()).allMatch(KeptAttributes::isKept);
  }

  @Test
  void a_protection_that_is_known_after_the_apply_is_no_protection() {
    assertThat(
            refusals(
                change(
                    "aws_db_instance",
                    "'update'",
                    "'before': {'deletion_protection': true}, 'after': {},"
                        + " 'after_unknown': {'deletion_protection': true}")))
        .extracting(Refusal::describe)
        .containsExactly(
            "would lose its protection: deletion_protection true → (known after apply); it holds rows"
                + " of a database");
  }

  @Test
  void an_import_knows_no_settings_of_the_provider_before() {
    String values =
        "'importing': {'id': 'x'}, 'before': {'force_destroy': false}, 'after': {'force_destroy': true}";

    assertThat(refusals(change("aws_s3_bucket", "'update'", values))).isEmpty();
    assertThat(
            refusals(
                change(
                    "aws_db_instance",
                    "'update'",
                    "'importing': {'id': 'x'}, 'before': {'deletion_protection': true},"
                        + " 'after': {'deletion_protection': false}")))
        .extracting(Refusal::kind)
        .containsExactly(Kind.UNPROTECT);
  }

  @Test
  void values_are_never_shown() {
    String secret = "hunter2hunter2";
    String shown =
        refusals(
                change(
                    "aws_secretsmanager_secret",
                    "'delete', 'create'",
                    "'before': {'name': 'hunter2hunter2', 'description': 'hunter2hunter2'},"
                        + " 'replace_paths': [['name']]"),
                change("random_password", "'delete'", "'before': {'result': 'hunter2hunter2'}"))
            .stream()
            .map(Refusal::toString)
            .collect(Collectors.joining());

    assertThat(shown).contains(ADDRESS).doesNotContain(secret);
  }

  @Test
  void waivers_name_what_the_guard_refuses() {
    assertThat(Stream.of(Kind.values()).map(Kind::rule)).hasSameElementsAs(Waiver.GUARD_RULES);
  }
}

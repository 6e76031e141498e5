package dev.terrace.guard;

import java.util.Set;

/** The one list of resource types that hold data which cannot be recreated. */
public final class Stateful {
  private static final Set<String> TYPES =
      Set.of(
          // databases and caches
          "aws_db_instance",
          "aws_rds_cluster",
          "aws_rds_cluster_instance",
          "aws_rds_global_cluster",
          "aws_docdb_cluster",
          "aws_neptune_cluster",
          "aws_redshift_cluster",
          "aws_opensearch_domain",
          "aws_elasticache_cluster",
          "aws_elasticache_replication_group",
          "aws_elasticache_serverless_cache",
          "aws_memorydb_cluster",
          "aws_dynamodb_table",
          "aws_timestreamwrite_database",
          // files, objects, images, backups
          "aws_efs_file_system",
          "aws_fsx_lustre_file_system",
          "aws_fsx_ontap_file_system",
          "aws_ebs_volume",
          "aws_s3_bucket",
          "aws_ecr_repository",
          "aws_backup_vault",
          "aws_db_snapshot",
          // secrets, keys, people, names
          "aws_secretsmanager_secret",
          "aws_kms_key",
          "aws_cognito_user_pool",
          "aws_route53_zone",
          // messages
          "aws_sqs_queue",
          "aws_kinesis_stream",
          "aws_mq_broker",
          "aws_msk_cluster");

  private Stateful() {}

  /**
   * @param type a resource type such as {@code aws_db_instance}
   */
  public static boolean is(String type) {
    return TYPES.contains(type);
  }
}

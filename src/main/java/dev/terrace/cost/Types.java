package dev.terrace.cost;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Which types of resources cost something, and which are known to cost nothing themselves. */
final class Types {

  /**
   * How a type is charged.
   *
   * @param kind of a cost that cannot be calculated
   */
  record Cost(CostKind kind, BiConsumer<BilledResource, Bill> charge) {}

  private static final Map<String, Cost> PRICED =
      Map.ofEntries(
          Map.entry(
              "aws_appautoscaling_policy",
              new Cost(CostKind.MONITORING, OperationsCosts::scalingPolicy)),
          Map.entry("aws_autoscaling_group", new Cost(CostKind.INSTANCES, ComputeCosts::instances)),
          Map.entry(
              "aws_cloudwatch_composite_alarm",
              new Cost(CostKind.MONITORING, OperationsCosts::compositeAlarm)),
          Map.entry(
              "aws_cloudwatch_dashboard",
              new Cost(CostKind.MONITORING, OperationsCosts::dashboard)),
          Map.entry(
              "aws_cloudwatch_log_group", new Cost(CostKind.MONITORING, OperationsCosts::logs)),
          Map.entry(
              "aws_cloudwatch_metric_alarm", new Cost(CostKind.MONITORING, OperationsCosts::alarm)),
          Map.entry("aws_codebuild_project", new Cost(CostKind.DELIVERY, ComputeCosts::build)),
          Map.entry("aws_codepipeline", new Cost(CostKind.DELIVERY, ComputeCosts::pipeline)),
          Map.entry("aws_cognito_user_pool", new Cost(CostKind.LOGIN, NetworkCosts::login)),
          Map.entry("aws_db_instance", new Cost(CostKind.DATABASE, DataCosts::database)),
          Map.entry("aws_ecr_repository", new Cost(CostKind.IMAGES, ComputeCosts::repository)),
          Map.entry("aws_ecs_cluster", new Cost(CostKind.MONITORING, ComputeCosts::cluster)),
          Map.entry("aws_ecs_service", new Cost(CostKind.FARGATE, ComputeCosts::service)),
          Map.entry("aws_efs_backup_policy", new Cost(CostKind.FILES, DataCosts::fileBackup)),
          Map.entry("aws_efs_file_system", new Cost(CostKind.FILES, DataCosts::fileSystem)),
          Map.entry("aws_eip", new Cost(CostKind.ADDRESSES, NetworkCosts::address)),
          Map.entry("aws_elasticache_cluster", new Cost(CostKind.CACHE, DataCosts::cacheCluster)),
          Map.entry(
              "aws_elasticache_replication_group",
              new Cost(CostKind.CACHE, DataCosts::replicationGroup)),
          Map.entry("aws_kms_key", new Cost(CostKind.KEYS, DataCosts::key)),
          Map.entry("aws_lambda_function", new Cost(CostKind.FUNCTIONS, ComputeCosts::function)),
          Map.entry("aws_lb", new Cost(CostKind.LOAD_BALANCER, NetworkCosts::loadBalancer)),
          Map.entry("aws_nat_gateway", new Cost(CostKind.NAT, NetworkCosts::natGateway)),
          Map.entry("aws_route53_zone", new Cost(CostKind.DNS, NetworkCosts::zone)),
          Map.entry("aws_s3_bucket", new Cost(CostKind.OBJECTS, DataCosts::bucket)),
          Map.entry("aws_secretsmanager_secret", new Cost(CostKind.SECRETS, DataCosts::secret)),
          Map.entry(
              "aws_service_discovery_private_dns_namespace",
              new Cost(CostKind.DNS, NetworkCosts::zone)),
          Map.entry("aws_sns_topic", new Cost(CostKind.MAILS, OperationsCosts::topic)),
          Map.entry("aws_sqs_queue", new Cost(CostKind.QUEUES, DataCosts::queue)),
          Map.entry("aws_ssm_parameter", new Cost(CostKind.PARAMETERS, DataCosts::parameter)),
          Map.entry("aws_vpc_endpoint", new Cost(CostKind.ENDPOINTS, NetworkCosts::endpoint)),
          Map.entry("aws_wafv2_web_acl", new Cost(CostKind.FIREWALL, NetworkCosts::firewall)));

  /** Free of charge, or charged with another resource that is priced. */
  private static final Set<String> FREE =
      Set.of(
          "aws_acm_certificate", // public ones
          "aws_acm_certificate_validation",
          "aws_appautoscaling_target",
          "aws_budgets_budget", // notifications; budgets with actions are a type of their own
          "aws_cloudwatch_event_rule", // schedules, and events of AWS's own services
          "aws_cloudwatch_event_target",
          "aws_codedeploy_app",
          "aws_codedeploy_deployment_group", // to EC2 and ECS
          "aws_codestarconnections_connection",
          "aws_codestarnotifications_notification_rule",
          "aws_cognito_user_pool_client",
          "aws_cognito_user_pool_domain",
          "aws_db_parameter_group",
          "aws_db_subnet_group",
          "aws_default_security_group",
          "aws_ecr_lifecycle_policy",
          "aws_ecr_pull_through_cache_rule", // its images are not counted
          "aws_ecs_cluster_capacity_providers",
          "aws_ecs_task_definition", // its tasks are the services'
          "aws_efs_access_point",
          "aws_efs_file_system_policy",
          "aws_efs_mount_target",
          "aws_elasticache_parameter_group",
          "aws_elasticache_subnet_group",
          "aws_flow_log", // what it writes is the log group's
          "aws_iam_instance_profile",
          "aws_iam_openid_connect_provider",
          "aws_iam_policy",
          "aws_iam_role",
          "aws_iam_role_policy",
          "aws_iam_role_policy_attachment",
          "aws_internet_gateway",
          "aws_kms_alias",
          "aws_lambda_permission",
          "aws_launch_template", // its instances are the groups'
          "aws_lb_listener",
          "aws_lb_listener_certificate",
          "aws_lb_listener_rule",
          "aws_lb_target_group",
          "aws_route",
          "aws_route53_record",
          "aws_route_table",
          "aws_route_table_association",
          "aws_s3_bucket_lifecycle_configuration",
          "aws_s3_bucket_logging", // what it writes is the log bucket's
          "aws_s3_bucket_policy",
          "aws_s3_bucket_public_access_block",
          "aws_s3_bucket_server_side_encryption_configuration",
          "aws_s3_bucket_versioning",
          "aws_s3_object", // their storage is the buckets'
          "aws_secretsmanager_secret_version",
          "aws_security_group",
          "aws_service_discovery_service", // free for ECS
          "aws_sns_topic_policy",
          "aws_sns_topic_subscription",
          "aws_sqs_queue_policy",
          "aws_sqs_queue_redrive_allow_policy",
          "aws_ssm_document",
          "aws_subnet",
          "aws_vpc",
          "aws_vpc_security_group_egress_rule",
          "aws_vpc_security_group_ingress_rule",
          "aws_wafv2_web_acl_association");

  private Types() {}

  static Optional<Cost> priced(String type) {
    return Optional.ofNullable(PRICED.get(type));
  }

  static boolean isFree(String type) {
    return FREE.contains(type);
  }

  /** Whether an estimate knows what to do with a type. */
  static boolean isKnown(String type) {
    return PRICED.containsKey(type) || isFree(type);
  }
}

package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.Picture.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The resource types that a picture shows as boxes; all others belong to one of them. */
final class MainTypes {
  /**
   * @param kind of the box
   * @param word what a reader calls it
   */
  record MainType(Kind kind, String word) {}

  private static final Map<String, MainType> TYPES = new TreeMap<>();

  static {
    add(Kind.ENTRY, "aws_lb", "load balancer");
    add(Kind.ENTRY, "aws_cloudfront_distribution", "CloudFront distribution");
    add(Kind.ENTRY, "aws_apigatewayv2_api", "API gateway");
    add(Kind.ENTRY, "aws_api_gateway_rest_api", "API gateway");
    add(Kind.COMPUTE, "aws_ecs_service", "ECS service");
    add(Kind.COMPUTE, "aws_autoscaling_group", "EC2 instances");
    add(Kind.COMPUTE, "aws_instance", "EC2 instance");
    add(Kind.COMPUTE, "aws_lambda_function", "Lambda function");
    add(Kind.COMPUTE, "aws_sfn_state_machine", "state machine");
    add(Kind.COMPUTE, "aws_apprunner_service", "App Runner service");
    add(Kind.COMPUTE, "aws_eks_cluster", "EKS cluster");
    add(Kind.COMPUTE, "aws_batch_compute_environment", "Batch environment");
    add(Kind.DATA, "aws_db_instance", "database");
    add(Kind.DATA, "aws_rds_cluster", "database cluster");
    add(Kind.DATA, "aws_docdb_cluster", "DocumentDB cluster");
    add(Kind.DATA, "aws_neptune_cluster", "Neptune cluster");
    add(Kind.DATA, "aws_elasticache_replication_group", "cache");
    add(Kind.DATA, "aws_elasticache_cluster", "cache");
    add(Kind.DATA, "aws_elasticache_serverless_cache", "cache");
    add(Kind.DATA, "aws_memorydb_cluster", "MemoryDB cluster");
    add(Kind.DATA, "aws_dynamodb_table", "DynamoDB table");
    add(Kind.DATA, "aws_opensearch_domain", "OpenSearch domain");
    add(Kind.DATA, "aws_redshift_cluster", "Redshift cluster");
    add(Kind.STORAGE, "aws_s3_bucket", "S3 bucket");
    add(Kind.STORAGE, "aws_efs_file_system", "EFS file system");
    add(Kind.STORAGE, "aws_fsx_lustre_file_system", "FSx file system");
    add(Kind.MESSAGING, "aws_sqs_queue", "SQS queue");
    add(Kind.MESSAGING, "aws_kinesis_stream", "Kinesis stream");
    add(Kind.MESSAGING, "aws_msk_cluster", "MSK cluster");
    add(Kind.MESSAGING, "aws_mq_broker", "MQ broker");
    add(Kind.DELIVERY, "aws_codepipeline", "pipeline");
    add(Kind.DELIVERY, "aws_codebuild_project", "build project");
    add(Kind.DELIVERY, "aws_codedeploy_deployment_group", "deployment group");
    add(Kind.DELIVERY, "aws_ecr_repository", "image repository");
    add(Kind.IDENTITY, "aws_cognito_user_pool", "user pool");
    add(Kind.NETWORK, "aws_nat_gateway", "NAT gateway");
    add(Kind.NETWORK, "aws_vpc_endpoint", "VPC endpoint");
    add(Kind.WATCHING, "aws_sns_topic", "SNS topic");
  }

  private MainTypes() {}

  private static void add(Kind kind, String type, String word) {
    TYPES.put(type, new MainType(kind, word));
  }

  static Optional<MainType> of(Resource resource) {
    return of(resource.type());
  }

  static Optional<MainType> of(String type) {
    return Optional.ofNullable(TYPES.get(type));
  }

  /** What only serves another box: where its dead letters or access logs go. */
  static boolean isBeside(Model model, Resource resource) {
    boolean deadLetters =
        model.referencesTo(resource).stream()
            .anyMatch(each -> each.path().equals("redrive_policy"));
    return deadLetters
        || takesLogs(model, resource)
        || model.readers(resource, "aws_s3_bucket_policy").stream()
            .anyMatch(policy -> takesLogs(model, policy));
  }

  private static boolean takesLogs(Model model, Resource resource) {
    return model.referencesTo(resource).stream()
        .anyMatch(
            each ->
                each.from().type().equals("aws_s3_bucket_logging")
                    && each.path().equals("target_bucket"));
  }
}

package dev.terrace.eject;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Assigns resources to files by the longest matching prefix of their type. */
final class Topics {
  private static final String OTHERS = "main.tf";
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    file("network.tf", "aws_vpc", "aws_subnet", "aws_route_table", "aws_route", "aws_main_route");
    file("network.tf", "aws_internet_gateway", "aws_egress_only", "aws_nat_gateway", "aws_eip");
    file("network.tf", "aws_network_acl", "aws_flow_log", "aws_default_", "aws_ec2_managed_prefix");
    file("vpc-endpoints.tf", "aws_vpc_endpoint");
    file("security-groups.tf", "aws_security_group", "aws_vpc_security_group");
    file("security-groups.tf", "aws_default_security_group");
    file("dns.tf", "aws_route53", "aws_service_discovery");
    file("certificates.tf", "aws_acm");
    file("load-balancer.tf", "aws_lb", "aws_alb", "aws_wafv2", "aws_cognito");
    file("database.tf", "aws_db_", "aws_rds_");
    file("cache.tf", "aws_elasticache");
    file("tables.tf", "aws_dynamodb");
    file("files.tf", "aws_efs");
    file("buckets.tf", "aws_s3");
    file("queues.tf", "aws_sqs");
    file("secrets.tf", "aws_secretsmanager", "aws_kms");
    file("parameters.tf", "aws_ssm_parameter");
    file("iam.tf", "aws_iam");
    file("ecs.tf", "aws_ecs", "aws_appautoscaling");
    file("images.tf", "aws_ecr");
    file("instances.tf", "aws_instance", "aws_launch_template", "aws_autoscaling", "aws_ssm");
    file("instances.tf", "aws_imagebuilder", "aws_ami");
    file("functions.tf", "aws_lambda", "aws_scheduler");
    file("delivery.tf", "aws_codebuild", "aws_codedeploy", "aws_codepipeline", "aws_codestar");
    file("delivery.tf", "aws_codeconnections");
    file("monitoring.tf", "aws_cloudwatch", "aws_sns", "aws_chatbot", "aws_synthetics", "aws_xray");
    file("logs.tf", "aws_cloudwatch_log");
    file("events.tf", "aws_cloudwatch_event");
    file("backup.tf", "aws_backup");
    file("costs.tf", "aws_budgets", "aws_ce_");
  }

  private Topics() {}

  /** The file for resources of a type. */
  static String file(String type) {
    return FILES.keySet().stream()
        .filter(type::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(FILES::get)
        .orElse(OTHERS);
  }

  private static void file(String name, String... types) {
    for (String type : types) {
      FILES.put(type, name);
    }
  }
}

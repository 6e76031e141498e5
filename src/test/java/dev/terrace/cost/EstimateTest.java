package dev.terrace.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Usage;
import dev.terrace.support.Table;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each kind of resource costs: the amounts are worked out by hand, 730 hours a month. */
final class EstimateTest {
  private static final Usage NONE = HandMade.only(Map.of());

  /** 30 × 0.03 and 10 × 0.06, and nothing for bursting. */
  @Test
  void elastic_throughput_is_charged_by_what_is_read_and_written() {
    rates("efs-standard", "0.3", "efs-elastic-read", "0.03")
        .and("efs-elastic-written", "0.06")
        .with("filesReadGiB", 30)
        .with("filesWrittenGiB", 10)
        .of("'aws_efs_file_system': {'files': {'throughput_mode': 'elastic'}}")
        .assertReads(
            """
            aws_efs_file_system.files | EFS | 0 GB of files | 0.00
            aws_efs_file_system.files | EFS | 30 GB read    | 0.90
            aws_efs_file_system.files | EFS | 10 GB written | 0.60
            """);
  }

  @Test
  void a_fargate_service_costs_its_tasks_by_cpu_memory_and_processor() {
    // 2 × (0.5 × 0.04 + 1 × 0.005) × 730 = 2 × 0.025 × 730 = 36.50
    // 1 × (0.25 × 0.02 + 0.5 × 0.002) × 730 = 0.006 × 730 = 4.38
    rates("fargate-vcpu-x86", "0.04", "fargate-memory-x86", "0.005")
        .and("fargate-vcpu-arm", "0.02", "fargate-memory-arm", "0.002")
        .of(
            """
            'aws_ecs_service': {
              'web': {'launch_type': 'FARGATE', 'desired_count': 2,
                      'task_definition': '${aws_ecs_task_definition.web.arn}'},
              'job': {'launch_type': 'FARGATE', 'desired_count': 1,
                      'task_definition': '${aws_ecs_task_definition.job.arn}'},
              'own': {'launch_type': 'EC2', 'desired_count': 9,
                      'task_definition': '${aws_ecs_task_definition.job.arn}'}},
            'aws_ecs_task_definition': {
              'web': {'cpu': '512', 'memory': '1024'},
              'job': {'cpu': '256', 'memory': '512', 'runtime_platform': {'cpu_architecture': 'ARM64'}}}
            """)
        .assertReads(
            """
            aws_ecs_service.web | Fargate | 2 × 0.5 vCPU, 1 GB        | 36.50
            aws_ecs_service.job | Fargate | 1 × 0.25 vCPU, 0.5 GB ARM |  4.38
            """);
  }

  @Test
  void a_public_address_of_a_task_costs() {
    // 3 × 0.005 × 730 = 10.95; 3 × (1 × 0.01 + 2 × 0.01) × 730 = 65.70
    rates("fargate-vcpu-x86", "0.01", "fargate-memory-x86", "0.01")
        .and("public-ipv4", "0.005", "transfer-out", "0.09")
        .of(
            """
            'aws_ecs_service': {
              'web': {'launch_type': 'FARGATE', 'desired_count': 3,
                      'network_configuration': {'assign_public_ip': true},
                      'task_definition': '${aws_ecs_task_definition.web.arn}'}},
            'aws_ecs_task_definition': {'web': {'cpu': '1024', 'memory': '2048'}}
            """)
        .assertReads(
            """
            aws_ecs_service.web | Fargate      | 3 × 1 vCPU, 2 GB     | 65.70
            aws_ecs_service.web | public IPv4  | 3 addresses          | 10.95
            aws_ecs_service.web | transfer out | 0 GB to the internet |  0.00
            """);
  }

  @Test
  void a_database_costs_its_class_and_storage_and_twice_that_with_a_standby() {
    // 0.018 × 730 = 13.14; 20 × 0.115 = 2.30; 2 × 0.1 × 730 = 146.00; 2 × 100 × 0.115 = 23.00
    rates("rds-postgres-db.t3.micro", "0.018", "rds-storage-gp2", "0.115")
        .and("rds-postgres-db.r6g.large", "0.1", "rds-storage-gp3", "0.115")
        .of(
            """
            'aws_db_instance': {
              'one': {'engine': 'postgres', 'instance_class': 'db.t3.micro', 'allocated_storage': 20,
                      'storage_type': 'gp2', 'multi_az': false},
              'two': {'engine': 'postgres', 'instance_class': 'db.r6g.large', 'allocated_storage': 100,
                      'storage_type': 'gp3', 'multi_az': true}}
            """)
        .assertReads(
            """
            aws_db_instance.one | RDS | db.t3.micro      |  13.14
            aws_db_instance.one | RDS | 20 GB gp2        |   2.30
            aws_db_instance.two | RDS | 2 × db.r6g.large | 146.00
            aws_db_instance.two | RDS | 2 × 100 GB gp3   |  23.00
            """);
  }

  @Test
  void a_cache_costs_its_nodes() {
    // 1 × 0.017 × 730 = 12.41; 2 × 0.2 × 730 = 292.00; 2 × (1 + 1) × 0.1 × 730 = 292.00
    rates("elasticache-redis-cache.t3.micro", "0.017", "elasticache-redis-cache.r6g.large", "0.2")
        .and("elasticache-redis-cache.m", "0.1")
        .of(
            """
            'aws_elasticache_cluster': {
              'single': {'engine': 'redis', 'node_type': 'cache.t3.micro', 'num_cache_nodes': 1},
              'member': {'replication_group_id': 'other'}},
            'aws_elasticache_replication_group': {
              'pair': {'engine': 'redis', 'node_type': 'cache.r6g.large', 'num_cache_clusters': 2},
              'shards': {'engine': 'redis', 'node_type': 'cache.m', 'num_node_groups': 2,
                         'replicas_per_node_group': 1}}
            """)
        .assertReads(
            """
            aws_elasticache_cluster.single           | ElastiCache | 1 × cache.t3.micro  |  12.41
            aws_elasticache_replication_group.pair   | ElastiCache | 2 × cache.r6g.large | 292.00
            aws_elasticache_replication_group.shards | ElastiCache | 4 × cache.m         | 292.00
            """);
  }

  @Test
  void a_load_balancer_costs_hours_capacity_addresses_and_traffic() {
    // 0.02 × 730 = 14.60; 365 GB over 730 hours = 0.5 LCU: 0.5 × 0.01 × 730 = 3.65
    // 2 × 0.005 × 730 = 7.30; 365 × 0.1 = 36.50
    rates("alb", "0.02", "alb-capacity", "0.01")
        .and("public-ipv4", "0.005", "transfer-out", "0.1")
        .with("transferOutGiB", 365)
        .of("'aws_lb': {'front': {'internal': false, 'subnets': ['${a}', '${b}']}}")
        .assertReads(
            """
            aws_lb.front | load balancer | application load balancer | 14.60
            aws_lb.front | load balancer | 0.5 LCU                   |  3.65
            aws_lb.front | public IPv4   | 2 addresses               |  7.30
            aws_lb.front | transfer out  | 365 GB to the internet    | 36.50
            """);
  }

  @Test
  void an_internal_load_balancer_has_no_public_address() {
    // 131,400,000 requests over 2,628,000 seconds = 50 a second = 2 LCU: 2 × 0.01 × 730 = 14.60
    rates("alb", "0.02", "alb-capacity", "0.01")
        .with("requestsPerMonth", 131_400_000)
        .of("'aws_lb': {'inside': {'internal': true, 'subnets': ['${a}', '${b}']}}")
        .assertReads(
            """
            aws_lb.inside | load balancer | application load balancer | 14.60
            aws_lb.inside | load balancer | 2 LCU                     | 14.60
            """);
  }

  @Test
  void nat_gateways_cost_hours_and_share_the_traffic() {
    // 0.05 × 730 = 36.50 each; 100 GB: 50 × 0.04 = 2.00 each; out: 20 / 2 × 0.1 = 1.00 each; 0.005
    // × 730 = 3.65
    rates("nat-gateway", "0.05", "nat-data", "0.04")
        .and("transfer-out", "0.1", "public-ipv4", "0.005")
        .with("natGiB", 100)
        .with("transferOutGiB", 20)
        .of("'aws_nat_gateway': {'a': {}, 'b': {}}, 'aws_eip': {'a': {}}")
        .assertReads(
            """
            aws_nat_gateway.a | NAT gateway  | gateway               | 36.50
            aws_nat_gateway.a | NAT gateway  | 50 GB                 |  2.00
            aws_nat_gateway.a | transfer out | 10 GB to the internet |  1.00
            aws_nat_gateway.b | NAT gateway  | gateway               | 36.50
            aws_nat_gateway.b | NAT gateway  | 50 GB                 |  2.00
            aws_nat_gateway.b | transfer out | 10 GB to the internet |  1.00
            aws_eip.a         | public IPv4  | 1 address             |  3.65
            """);
  }

  @Test
  void interface_endpoints_cost_per_zone_and_gateway_endpoints_nothing() {
    // 3 × 0.01 × 730 = 21.90; 30 × 0.01 = 0.30
    rates("interface-endpoint", "0.01", "interface-endpoint-data", "0.01")
        .with("endpointGiB", 30)
        .of(
            """
            'aws_vpc_endpoint': {
              's3': {'vpc_endpoint_type': 'Gateway'},
              'ecr': {'vpc_endpoint_type': 'Interface', 'subnet_ids': ['${a}', '${b}', '${c}']}}
            """)
        .assertReads(
            """
            aws_vpc_endpoint.ecr | VPC endpoints | endpoint in 3 zones | 21.90
            aws_vpc_endpoint.ecr | VPC endpoints | 30 GB               |  0.30
            """);
  }

  @Test
  void instances_cost_what_their_launch_template_says() {
    // 2 × 0.04 × 730 = 58.40; 2 × 30 × 0.08 = 4.80; 2 × 0.005 × 730 = 7.30; 10 × 0.1 = 1.00
    rates("ec2-t4g.medium", "0.04", "ebs-gp3", "0.08")
        .and("public-ipv4", "0.005", "transfer-out", "0.1")
        .with("transferOutGiB", 10)
        .of(
            """
            'aws_autoscaling_group': {
              'all': {'desired_capacity': 2, 'launch_template': {'id': '${aws_launch_template.all.id}'}}},
            'aws_launch_template': {
              'all': {'instance_type': 't4g.medium',
                      'network_interfaces': [{'associate_public_ip_address': 'true'}],
                      'block_device_mappings': [{'ebs': {'volume_size': 30, 'volume_type': 'gp3'}}]}}
            """)
        .assertReads(
            """
            aws_autoscaling_group.all | EC2          | 2 × t4g.medium        | 58.40
            aws_autoscaling_group.all | EC2          | 2 × 30 GB gp3         |  4.80
            aws_autoscaling_group.all | public IPv4  | 2 addresses           |  7.30
            aws_autoscaling_group.all | transfer out | 10 GB to the internet |  1.00
            """);
  }

  @Test
  void stored_gigabytes_are_shared_equally() {
    // objects 40 / 2 × 0.02 = 0.40 each; files 10 × 0.3 = 3.00, backups 10 × 0.05 = 0.50; images 5
    // × 0.1 = 0.50
    rates("s3-standard", "0.02", "efs-standard", "0.3")
        .and("backup-efs", "0.05", "ecr-storage", "0.1")
        .with("objectsGiB", 40)
        .with("filesGiB", 10)
        .with("imagesGiB", 5)
        .of(
            """
            'aws_s3_bucket': {'a': {}, 'b': {}},
            'aws_efs_file_system': {'files': {'throughput_mode': 'bursting'}},
            'aws_efs_backup_policy': {'files': {'backup_policy': {'status': 'ENABLED'}}},
            'aws_ecr_repository': {'app': {}}
            """)
        .assertReads(
            """
            aws_s3_bucket.a             | S3  | 20 GB of objects | 0.40
            aws_s3_bucket.b             | S3  | 20 GB of objects | 0.40
            aws_efs_file_system.files   | EFS | 10 GB of files   | 3.00
            aws_efs_backup_policy.files | EFS | 10 GB of backups | 0.50
            aws_ecr_repository.app      | ECR | 5 GB of images   | 0.50
            """);
  }

  @Test
  void keys_secrets_zones_and_parameters_have_unit_prices() {
    rates("kms-key", "1", "secret", "0.4")
        .and("dns-zone", "0.5", "advanced-parameter", "0.05")
        .of(
            """
            'aws_kms_key': {'data': {}},
            'aws_secretsmanager_secret': {'a': {}},
            'aws_route53_zone': {'public': {}},
            'aws_service_discovery_private_dns_namespace': {'inside': {}},
            'aws_ssm_parameter': {'plain': {'type': 'String'}, 'long': {'tier': 'Advanced'}}
            """)
        .assertReads(
            """
            aws_kms_key.data                                   | KMS             | key                | 1.00
            aws_secretsmanager_secret.a                        | Secrets Manager | secret             | 0.40
            aws_route53_zone.public                            | Route 53        | hosted zone        | 0.50
            aws_service_discovery_private_dns_namespace.inside | Route 53        | hosted zone        | 0.50
            aws_ssm_parameter.long                             | Systems Manager | advanced parameter | 0.05
            """);
  }

  @Test
  void alarms_cost_per_metric_dashboards_per_unit_logs_per_gigabyte() {
    rates("alarm-metric", "0.1", "alarm-metric-high-resolution", "0.3")
        .and("dashboard", "3", "logs-ingested", "0.5")
        .and("composite-alarm", "0.5")
        .with("logsGiB", 6)
        .of(
            """
            'aws_cloudwatch_metric_alarm': {
              'plain': {'metric_name': 'x', 'period': 300},
              'fast': {'metric_name': 'x', 'period': 10},
              'rate': {'metric_query': [
                {'id': 'r', 'expression': 'a / b'},
                {'id': 'a', 'metric': {'period': 300}},
                {'id': 'b', 'metric': {'period': 300}}]}},
            'aws_cloudwatch_composite_alarm': {'both': {}},
            'aws_appautoscaling_policy': {'cpu': {'policy_type': 'TargetTrackingScaling'}},
            'aws_cloudwatch_dashboard': {'all': {}},
            'aws_cloudwatch_log_group': {'a': {}, 'b': {}}
            """)
        .assertReads(
            """
            aws_cloudwatch_metric_alarm.plain   | CloudWatch | alarm on 1 metric        | 0.10
            aws_cloudwatch_metric_alarm.fast    | CloudWatch | alarm on 1 metric        | 0.30
            aws_cloudwatch_metric_alarm.rate    | CloudWatch | alarm on 2 metrics       | 0.20
            aws_cloudwatch_composite_alarm.both | CloudWatch | composite alarm          | 0.50
            aws_appautoscaling_policy.cpu       | CloudWatch | 2 alarms of autoscaling  | 0.20
            aws_cloudwatch_dashboard.all        | CloudWatch | dashboard                | 3.00
            aws_cloudwatch_log_group.a          | CloudWatch | 3 GB of logs             | 1.50
            aws_cloudwatch_log_group.b          | CloudWatch | 3 GB of logs             | 1.50
            """);
  }

  @Test
  void queues_mails_logins_functions_and_the_firewall_cost_per_use() {
    // 5 m × 0.4 = 2.00; 1000 × 0.00002 = 0.02; 20 × 0.015 = 0.30; 1000 × 0.00001 = 0.01; 5 + 2 × 1
    // + 3 m × 0.6 = 8.80
    rates("sqs-requests", "0.4", "sns-mail", "0.00002")
        .and("cognito-user-essentials", "0.015", "lambda-arm", "0.00001")
        .and("waf-acl", "5", "waf-rule", "1")
        .and("waf-requests", "0.6")
        .with("queueRequestsPerMonth", 5_000_000)
        .with("mailsPerMonth", 1000)
        .with("loginUsersPerMonth", 20)
        .with("functionGiBSeconds", 1000)
        .with("requestsPerMonth", 3_000_000)
        .of(
            """
            'aws_sqs_queue': {'work': {}},
            'aws_sns_topic': {'alerts': {}},
            'aws_cognito_user_pool': {'people': {}},
            'aws_lambda_function': {'rotate': {'architectures': ['arm64']}},
            'aws_wafv2_web_acl': {'front': {'rule': [{}, {}]}}
            """)
        .assertReads(
            """
            aws_sqs_queue.work           | SQS     | 5000000 requests     | 2.00
            aws_sns_topic.alerts         | SNS     | 1000 e-mails         | 0.02
            aws_cognito_user_pool.people | Cognito | 20 users, essentials | 0.30
            aws_lambda_function.rotate   | Lambda  | 1000 GB-seconds      | 0.01
            aws_wafv2_web_acl.front      | WAF     | web ACL              | 5.00
            aws_wafv2_web_acl.front      | WAF     | 2 rules              | 2.00
            aws_wafv2_web_acl.front      | WAF     | 3000000 requests     | 1.80
            """);
  }

  @Test
  void builds_cost_per_minute_and_a_pipeline_per_month() {
    rates("codebuild-arm-small", "0.003", "codebuild-x86-medium", "0.01")
        .and("codepipeline-v1", "1")
        .with("buildMinutesPerMonth", 200)
        .of(
            """
            'aws_codebuild_project': {
              'a': {'environment': {'compute_type': 'BUILD_GENERAL1_SMALL', 'type': 'ARM_CONTAINER'}},
              'b': {'environment': {'compute_type': 'BUILD_GENERAL1_MEDIUM', 'type': 'LINUX_CONTAINER'}}},
            'aws_codepipeline': {'deploy': {}, 'new': {'pipeline_type': 'V2'}}
            """)
        .assertReads(
            """
            aws_codebuild_project.a | build and pipeline | 100 build minutes, small ARM | 0.30
            aws_codebuild_project.b | build and pipeline | 100 build minutes, medium    | 1.00
            aws_codepipeline.deploy | build and pipeline | 1 active pipeline            | 1.00
            aws_codepipeline.new    | build and pipeline | pipeline V2                  | its minutes are not in the stack
            """);
  }

  @Test
  void container_insights_are_unknown_without_a_number_of_metrics() {
    String cluster =
        "'aws_ecs_cluster': {'all': {'setting': [{'name': 'containerInsights', 'value':"
            + " 'enabled'}]}}";
    rates("custom-metric", "0.3")
        .of(cluster)
        .assertReads(
            "aws_ecs_cluster.all | CloudWatch | Container Insights | the number of metrics is not"
                + " in the stack: give usage.containerInsightsMetrics");
    rates("custom-metric", "0.3")
        .with("containerInsightsMetrics", 50)
        .of(cluster)
        .assertReads("aws_ecs_cluster.all | CloudWatch | Container Insights, 50 metrics | 15.00");
  }

  @Test
  void a_type_without_a_price_is_named() {
    rates("kms-key", "1")
        .of("'aws_msk_cluster': {'log': {}}, 'aws_iam_role': {'r': {}}, 'aws_kms_key': {'k': {}}")
        .assertReads(
            """
            aws_msk_cluster.log | other | aws_msk_cluster | this type has no price here
            aws_kms_key.k       | KMS   | key             | 1.00
            """);
  }

  @Test
  void a_missing_price_is_named_and_not_in_any_sum() {
    Estimate estimate =
        HandMade.estimate(
            NONE,
            HandMade.region(Map.of("rds-storage-gp3", "0.1")),
            """
            'aws_db_instance': {
              'one': {'engine': 'postgres', 'instance_class': 'db.x', 'allocated_storage': 50,
                      'storage_type': 'gp3'}}
            """);

    assertThat(Money.format(estimate.total())).isEqualTo("5.00");
    assertThat(estimate.unknown())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.amount()).isNull();
              assertThat(line.missingPrice()).isEqualTo("rds-postgres-db.x");
              assertThat(line.unknown())
                  .isEqualTo("no price 'rds-postgres-db.x' of here in prices.yaml");
            });
  }

  @Test
  void a_token_is_resolved_within_the_stack_or_named() {
    // 2 × 0.1 × 730 = 146.00, the class is the other instance's
    rates("rds-postgres-db.t", "0.1", "rds-storage-gp3", "0.1")
        .of(
            """
            'aws_db_instance': {
              'first': {'engine': 'postgres', 'instance_class': 'db.t', 'allocated_storage': 10,
                        'storage_type': 'gp3'},
              'second': {'engine': 'postgres', 'instance_class': '${aws_db_instance.first.instance_class}',
                         'allocated_storage': '${aws_db_instance.first.allocated_storage}',
                         'storage_type': 'gp3', 'multi_az': true},
              'third': {'engine': 'postgres', 'instance_class': '${var.class}'}}
            """)
        .assertReads(
            """
            aws_db_instance.first  | RDS | db.t            |  73.00
            aws_db_instance.first  | RDS | 10 GB gp3       |   1.00
            aws_db_instance.second | RDS | 2 × db.t        | 146.00
            aws_db_instance.second | RDS | 2 × 10 GB gp3   |   2.00
            aws_db_instance.third  | RDS | aws_db_instance | instance_class is not known before a deploy
            """);
  }

  @Test
  void a_missing_value_is_named_rather_than_guessed() {
    rates("fargate-vcpu-x86", "0.04", "fargate-memory-x86", "0.005")
        .of(
            """
            'aws_ecs_service': {
              'spot': {'desired_count': 1, 'task_definition': '${aws_ecs_task_definition.a.arn}',
                       'capacity_provider_strategy': [{}]},
              'far': {'desired_count': 1, 'launch_type': 'FARGATE',
                      'task_definition': '${data.terraform_remote_state.x.outputs.y}'},
              'many': {'launch_type': 'FARGATE', 'task_definition': '${aws_ecs_task_definition.a.arn}'}},
            'aws_ecs_task_definition': {'a': {'cpu': '256', 'memory': '512'}},
            'aws_kms_key': {'each': {'for_each': '${toset([])}'}}
            """)
        .assertReads(
            """
            aws_ecs_service.spot | Fargate | capacity provider | only launch_type FARGATE has a price here
            aws_ecs_service.far  | Fargate | aws_ecs_service   | task_definition is outside of the stack
            aws_ecs_service.many | Fargate | aws_ecs_service   | desired_count is not in the stack
            aws_kms_key.each     | KMS     | aws_kms_key       | how many there are is not known before a plan
            """);
  }

  @Test
  void usage_is_shared_by_all_stacks_of_the_environment() {
    Estimate estimate =
        HandMade.estimate(
            HandMade.only(Map.of("logsGiB", 9)),
            HandMade.region(Map.of("logs-ingested", "1")),
            "'aws_cloudwatch_log_group': {'a': {}}",
            "'aws_cloudwatch_log_group': {'b': {}, 'c': {}}");

    assertThat(estimate.byStack().values())
        .extracting(lines -> Money.format(Estimate.sum(lines)))
        .containsExactly("3.00", "6.00");
  }

  private static Rates rates(String... keysAndAmounts) {
    return new Rates().and(keysAndAmounts);
  }

  /** Prices and usage that a test gives. */
  private static final class Rates {
    private final Map<String, String> prices = new java.util.TreeMap<>();
    private final Map<String, Integer> usage = new java.util.TreeMap<>();

    Rates and(String... keysAndAmounts) {
      for (int i = 0; i < keysAndAmounts.length; i += 2) {
        prices.put(keysAndAmounts[i], keysAndAmounts[i + 1]);
      }
      return this;
    }

    Rates with(String key, int value) {
      usage.put(key, value);
      return this;
    }

    Table of(String resources) {
      Table table = new Table();
      HandMade.estimate(HandMade.only(usage), HandMade.region(prices), resources)
          .lines()
          .forEach(
              line ->
                  table.row(
                      line.resource(),
                      line.kind(),
                      line.what(),
                      line.isKnown() ? Money.format(line.amount()) : line.unknown()));
      return table;
    }
  }
}

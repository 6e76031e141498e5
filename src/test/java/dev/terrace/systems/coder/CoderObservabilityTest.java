package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoderObservabilityTest {
  private static final Stack OBSERVABILITY =
      Synthesized.environment("coder", "production").stack("observability");
  private static final List<String> SERVICES =
      List.of("clickhouse", "langfuse-web", "langfuse-worker");

  @Test
  void three_services_run_and_clickhouse_never_has_two_tasks_on_the_same_data() {
    TaskDefinitions.services(OBSERVABILITY)
        .assertReads(
            """
            clickhouse      | 1024 / 4096 | 1 | 0-100 %   | no grace | no load balancer
            langfuse-web    | 1024 / 2048 | 1 | 100-200 % | 180 s    | <langfuse-web/target-group/group.arn> langfuse-web:3000
            langfuse-worker | 512 / 1024  | 1 | 100-200 % | no grace | no load balancer
            """);
  }

  @Test
  void their_containers_are_those_of_the_specification() {
    TaskDefinitions.containers(OBSERVABILITY, SERVICES)
        .assertReads(
            """
            write-config (ends) | clickhouse/clickhouse-server:24-alpine | none | cp /etc/clickhouse-server/config.d/* /config/ && printf '%s' "$SYSTEM_LOGS" > /config/system-logs.xml | config at /config | none | at once
            clickhouse      | clickhouse/clickhouse-server:24-alpine | 8123, 9000 | default | config at /etc/clickhouse-server/config.d, files at /var/lib/clickhouse | wget -q -O /dev/null http://127.0.0.1:8123/ping              | after SUCCESS of write-config
            langfuse-web    | langfuse/langfuse:3                    | 3000       | default | no volume                    | wget -q -O /dev/null http://127.0.0.1:3000/api/public/health | at once
            langfuse-worker | langfuse/langfuse-worker:3             | 3030       | default | no volume                    | wget -q -O /dev/null http://127.0.0.1:3030/api/health        | at once
            """);
  }

  @Test
  void every_service_is_rolled_back_when_it_fails_and_has_a_name_and_logs() {
    for (String service : SERVICES) {
      TaskDefinitions.assertRunsAsFargateService(OBSERVABILITY, service);
      TaskDefinitions.assertRunsOnFargate(
          OBSERVABILITY, service + "/task/task-definition", "coder-production-" + service);
    }
  }

  @Test
  void clickhouse_mounts_its_own_folder_with_tls_and_its_role() {
    assertThat(
            OBSERVABILITY.describe(
                OBSERVABILITY.at("clickhouse/task/task-definition").body().path("volume")))
        .isEqualTo(
            """
            [0].efs_volume_configuration.authorization_config.access_point_id = <data: file-system/access-point-clickhouse.id>
            [0].efs_volume_configuration.authorization_config.iam = ENABLED
            [0].efs_volume_configuration.file_system_id = <data: file-system/file-system.id>
            [0].efs_volume_configuration.transit_encryption = ENABLED
            [0].name = files
            [1].name = config
            """);
  }

  @Test
  void clickhouse_knows_its_database_and_takes_its_password_from_the_secret() {
    assertThat(TaskDefinitions.environment(OBSERVABILITY, "clickhouse", "clickhouse"))
        .isEqualTo(
            """
            CLICKHOUSE_DB=langfuse
            CLICKHOUSE_USER=langfuse
            """);
    assertThat(TaskDefinitions.secrets(OBSERVABILITY, "clickhouse", "clickhouse"))
        .isEqualTo("CLICKHOUSE_PASSWORD=<data: secrets/langfuse-clickhouse/secret.arn>\n");
  }

  @Test
  void clickhouse_writes_no_tables_about_itself_and_keeps_the_file_of_its_image() {
    String file =
        TaskDefinitions.containers(OBSERVABILITY, "clickhouse")
            .get("write-config")
            .at("/environment/0/value")
            .asText();

    for (String table :
        List.of(
            "trace_log",
            "text_log",
            "metric_log",
            "asynchronous_metric_log",
            "latency_log",
            "opentelemetry_span_log",
            "query_thread_log")) {
      assertThat(file).contains("<" + table + " remove=\"1\"/>");
    }
    assertThat(file).contains("<ttl>event_date + INTERVAL 7 DAY DELETE</ttl>");
  }

  private static final String LANGFUSE_ENVIRONMENT =
      """
      CLICKHOUSE_CLUSTER_ENABLED=false
      CLICKHOUSE_DB=langfuse
      CLICKHOUSE_MIGRATION_URL=clickhouse://clickhouse.coder-production.local:9000
      CLICKHOUSE_URL=http://clickhouse.coder-production.local:8123
      CLICKHOUSE_USER=langfuse
      HOSTNAME=0.0.0.0
      LANGFUSE_INIT_ORG_ID=coder
      LANGFUSE_INIT_PROJECT_ID=litellm
      LANGFUSE_S3_EVENT_UPLOAD_BUCKET=coder-langfuse-events
      LANGFUSE_S3_EVENT_UPLOAD_REGION=us-west-2
      LANGFUSE_S3_MEDIA_UPLOAD_BUCKET=coder-langfuse-media
      LANGFUSE_S3_MEDIA_UPLOAD_REGION=us-west-2
      NEXTAUTH_URL=https://langfuse.coder.company.com
      NODE_ENV=production
      REDIS_CONNECTION_STRING=rediss://<data: redis/replication-group.primary_endpoint_address>:6379
      """;

  private static final String LANGFUSE_SECRETS =
      """
      CLICKHOUSE_PASSWORD=<data: secrets/langfuse-clickhouse/secret.arn>
      DATABASE_URL=<data: secrets/langfuse-database/secret.arn>
      ENCRYPTION_KEY=<data: secrets/langfuse-auth/secret.arn>:encryption_key::
      LANGFUSE_INIT_PROJECT_PUBLIC_KEY=<data: secrets/langfuse-api-keys/secret.arn>:public_key::
      LANGFUSE_INIT_PROJECT_SECRET_KEY=<data: secrets/langfuse-api-keys/secret.arn>:secret_key::
      NEXTAUTH_SECRET=<data: secrets/langfuse-auth/secret.arn>:nextauth_secret::
      SALT=<data: secrets/langfuse-auth/secret.arn>:salt::
      """;

  @Test
  void langfuse_web_gets_exactly_these_variables() {
    assertThat(TaskDefinitions.environment(OBSERVABILITY, "langfuse-web", "langfuse-web"))
        .isEqualTo(
            "AUTH_DISABLE_SIGNUP=true\n"
                + LANGFUSE_ENVIRONMENT
                    .replace(
                        "LANGFUSE_INIT_ORG_ID", "KEEP_ALIVE_TIMEOUT=3610000\nLANGFUSE_INIT_ORG_ID")
                    .replace(
                        "LANGFUSE_S3_EVENT_UPLOAD_BUCKET",
                        """
                        LANGFUSE_INIT_USER_EMAIL=langfuse-admin@coder.company.com
                        LANGFUSE_INIT_USER_NAME=Administrator
                        LANGFUSE_S3_EVENT_UPLOAD_BUCKET"""));
    assertThat(TaskDefinitions.secrets(OBSERVABILITY, "langfuse-web", "langfuse-web"))
        .isEqualTo(
            LANGFUSE_SECRETS.replace(
                "NEXTAUTH_SECRET",
                "LANGFUSE_INIT_USER_PASSWORD=<data: secrets/langfuse-admin-password/secret.arn>\nNEXTAUTH_SECRET"));
  }

  @Test
  void the_worker_gets_what_web_gets_and_its_port() {
    assertThat(TaskDefinitions.environment(OBSERVABILITY, "langfuse-worker", "langfuse-worker"))
        .isEqualTo(
            LANGFUSE_ENVIRONMENT.replace(
                "NEXTAUTH_URL", "LANGFUSE_WORKER_PORT=3030\nNEXTAUTH_URL"));
    assertThat(TaskDefinitions.secrets(OBSERVABILITY, "langfuse-worker", "langfuse-worker"))
        .isEqualTo(LANGFUSE_SECRETS);
  }

  @Test
  void only_langfuse_web_is_reached_through_the_load_balancer() {
    TaskDefinitions.rules(OBSERVABILITY)
        .assertReads(
            "300 | [0].host_header.values = langfuse.coder.company.com | forward <langfuse-web/target-group/group.arn>");
    assertThat(OBSERVABILITY.count("aws_lb_target_group")).isEqualTo(1);
    assertThat(OBSERVABILITY.at("langfuse-web/target-group/group").body().at("/health_check/path"))
        .hasToString("\"/api/public/health\"");
    assertThat(
            OBSERVABILITY.readable(
                OBSERVABILITY.at("langfuse-web/route/rule-300").text("listener_arn")))
        .isEqualTo("<platform: load-balancer/https.arn>");
  }

  @Test
  void clickhouse_may_read_its_secret_and_mount_its_folder() {
    policy("clickhouse")
        .assertReads(
            """
            EcsExec     | ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel | *                                              | always
            ReadSecrets | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | <data: secrets/langfuse-clickhouse/secret.arn> | always
            Decrypt     | kms:Decrypt                                                  | <data: data-key/key.arn>                       | always
            Mount       | elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite | <data: file-system/file-system.arn>            | StringEquals elasticfilesystem:AccessPointArn <data: file-system/access-point-clickhouse.arn>
            """);
  }

  @Test
  void langfuse_may_read_its_secrets_and_use_its_two_buckets() {
    for (String service : List.of("langfuse-web", "langfuse-worker")) {
      policy(service)
          .assertReads(
              """
              EcsExec           | ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel | * | always
              ReadSecrets       | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | <data: secrets/langfuse-database/secret.arn>, <data: secrets/langfuse-clickhouse/secret.arn>, <data: secrets/langfuse-auth/secret.arn>, <admin password>, <data: secrets/langfuse-api-keys/secret.arn> | always
              Decrypt           | kms:Decrypt                                 | <data: data-key/key.arn>                                                                | always
              EventsList        | s3:GetBucketLocation, s3:ListBucket         | <data: bucket-langfuse-events/bucket.arn>, <data: bucket-langfuse-media/bucket.arn>     | always
              Events            | s3:DeleteObject, s3:GetObject, s3:PutObject | <data: bucket-langfuse-events/bucket.arn>/*, <data: bucket-langfuse-media/bucket.arn>/* | always
              EncryptAndDecrypt | kms:Decrypt, kms:GenerateDataKey            | <data: data-key/key.arn>                                                                | always
              """
                  .replace(
                      ", <admin password>",
                      service.equals("langfuse-web")
                          ? ", <data: secrets/langfuse-admin-password/secret.arn>"
                          : ""));
    }
  }

  @Test
  void alarms_watch_every_symptom_of_the_specification() {
    Table table = new Table();
    for (Resource alarm : OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm")) {
      boolean oneMetric = alarm.body().has("metric_name");
      table.row(
          alarm.text("alarm_name").replace("coder-production-", ""),
          oneMetric ? alarm.text("namespace") + " " + alarm.text("metric_name") : "expression",
          oneMetric
              ? alarm.text("statistic") + alarm.text("extended_statistic")
              : alarm.body().at("/metric_query/1/metric/stat").asText(),
          alarm.text("comparison_operator").replace("Threshold", ""),
          alarm.text("threshold"),
          alarm.text("evaluation_periods") + " x " + period(alarm.body()) + " s",
          alarm.text("treat_missing_data"),
          OBSERVABILITY
              .describe(
                  oneMetric
                      ? alarm.body().path("dimensions")
                      : alarm.body().at("/metric_query/1/metric/dimensions"))
              .strip()
              .replace(" = ", " ")
              .replace("\n", ", "));
    }
    table.assertReads(
        """
        alb-5xx-rate-percent              | expression                                    | Sum     | GreaterThan | 5            | 2 x 300 s   | notBreaching | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>
        alb-latency-p95-seconds           | expression                                    | p95     | GreaterThan | 5            | 3 x 300 s   | notBreaching | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <platform: coder/target-group/group.arn_suffix>
        certificate-expiry-days           | AWS/CertificateManager DaysToExpiry           | Minimum | LessThan    | 30           | 1 x 86400 s | notBreaching | CertificateArn <platform: certificate/issued.certificate_arn>
        clickhouse-running-tasks-low      | ECS/ContainerInsights RunningTaskCount        | Minimum | LessThan    | 1            | 5 x 60 s    | breaching    | ClusterName <platform: cluster/cluster.name>, ServiceName <clickhouse/service/service.name>
        coder-running-tasks-low           | ECS/ContainerInsights RunningTaskCount        | Minimum | LessThan    | 1            | 5 x 60 s    | breaching    | ClusterName <platform: cluster/cluster.name>, ServiceName <platform: coder/service/service.name>
        coder-unhealthy-hosts             | AWS/ApplicationELB UnHealthyHostCount         | Maximum | GreaterThan | 0            | 2 x 60 s    | notBreaching | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <platform: coder/target-group/group.arn_suffix>
        efs-burst-credits-low-bytes       | AWS/EFS BurstCreditBalance                    | Minimum | LessThan    | 225485783040 | 3 x 300 s   | notBreaching | FileSystemId <data: file-system/file-system.id>
        key-provisioner-running-tasks-low | ECS/ContainerInsights RunningTaskCount        | Minimum | LessThan    | 1            | 5 x 60 s    | breaching    | ClusterName <platform: cluster/cluster.name>, ServiceName <platform: key-provisioner/service/service.name>
        key-provisioner-unhealthy-hosts   | AWS/ApplicationELB UnHealthyHostCount         | Maximum | GreaterThan | 0            | 2 x 60 s    | notBreaching | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <platform: key-provisioner/target-group/group.arn_suffix>
        langfuse-web-running-tasks-low    | ECS/ContainerInsights RunningTaskCount        | Minimum | LessThan    | 1            | 5 x 60 s    | breaching    | ClusterName <platform: cluster/cluster.name>, ServiceName <langfuse-web/service/service.name>
        langfuse-web-unhealthy-hosts      | AWS/ApplicationELB UnHealthyHostCount         | Maximum | GreaterThan | 0            | 2 x 60 s    | notBreaching | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <langfuse-web/target-group/group.arn_suffix>
        langfuse-worker-running-tasks-low | ECS/ContainerInsights RunningTaskCount        | Minimum | LessThan    | 1            | 5 x 60 s    | breaching    | ClusterName <platform: cluster/cluster.name>, ServiceName <langfuse-worker/service/service.name>
        litellm-running-tasks-low         | ECS/ContainerInsights RunningTaskCount        | Minimum | LessThan    | 2            | 5 x 60 s    | breaching    | ClusterName <platform: cluster/cluster.name>, ServiceName <platform: litellm/service/service.name>
        litellm-unhealthy-hosts           | AWS/ApplicationELB UnHealthyHostCount         | Maximum | GreaterThan | 0            | 2 x 60 s    | notBreaching | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <platform: litellm/target-group/group.arn_suffix>
        rds-connections-high              | AWS/RDS DatabaseConnections                   | Average | GreaterThan | 800          | 3 x 300 s   | breaching    | DBInstanceIdentifier <data: database/instance.identifier>
        rds-cpu-high-percent              | AWS/RDS CPUUtilization                        | Average | GreaterThan | 80           | 3 x 300 s   | breaching    | DBInstanceIdentifier <data: database/instance.identifier>
        rds-storage-low-bytes             | AWS/RDS FreeStorageSpace                      | Average | LessThan    | 10737418240  | 3 x 300 s   | breaching    | DBInstanceIdentifier <data: database/instance.identifier>
        redis-1-evictions                 | AWS/ElastiCache Evictions                     | Sum     | GreaterThan | 0            | 1 x 300 s   | notBreaching | CacheClusterId coder-production-001
        redis-1-memory-high-percent       | AWS/ElastiCache DatabaseMemoryUsagePercentage | Average | GreaterThan | 80           | 3 x 300 s   | breaching    | CacheClusterId coder-production-001
        redis-2-evictions                 | AWS/ElastiCache Evictions                     | Sum     | GreaterThan | 0            | 1 x 300 s   | notBreaching | CacheClusterId coder-production-002
        redis-2-memory-high-percent       | AWS/ElastiCache DatabaseMemoryUsagePercentage | Average | GreaterThan | 80           | 3 x 300 s   | breaching    | CacheClusterId coder-production-002
        """);
  }

  @Test
  void latency_is_that_of_the_slowest_service_and_not_of_the_models() {
    String queries =
        OBSERVABILITY.describe(
            OBSERVABILITY.at("alarms/alb-latency-p95-seconds").body().path("metric_query"));

    assertThat(queries.lines().filter(line -> line.contains("TargetGroup") || line.contains("exp")))
        .containsExactly(
            "[0].expression = MAX(METRICS())",
            "[1].metric.dimensions.TargetGroup = <platform: coder/target-group/group.arn_suffix>",
            "[2].metric.dimensions.TargetGroup = <platform:"
                + " key-provisioner/target-group/group.arn_suffix>",
            "[3].metric.dimensions.TargetGroup = <langfuse-web/target-group/group.arn_suffix>");
  }

  @Test
  void the_error_rate_counts_what_targets_and_the_load_balancer_itself_answer() {
    assertThat(
            OBSERVABILITY
                .describe(
                    OBSERVABILITY.at("alarms/alb-5xx-rate-percent").body().path("metric_query"))
                .lines()
                .filter(line -> !line.contains(".dimensions.")))
        .containsExactly(
            "[0].expression = IF(requests > 0, 100 * (FILL(errors, 0) + FILL(own, 0)) / requests, 0)",
            "[0].id = rate",
            "[0].label = 5xx rate",
            "[0].return_data = true",
            "[1].id = errors",
            "[1].metric.metric_name = HTTPCode_Target_5XX_Count",
            "[1].metric.namespace = AWS/ApplicationELB",
            "[1].metric.period = 300",
            "[1].metric.stat = Sum",
            "[1].return_data = false",
            "[2].id = own",
            "[2].metric.metric_name = HTTPCode_ELB_5XX_Count",
            "[2].metric.namespace = AWS/ApplicationELB",
            "[2].metric.period = 300",
            "[2].metric.stat = Sum",
            "[2].return_data = false",
            "[3].id = requests",
            "[3].metric.metric_name = RequestCount",
            "[3].metric.namespace = AWS/ApplicationELB",
            "[3].metric.period = 300",
            "[3].metric.stat = Sum",
            "[3].return_data = false");
  }

  @Test
  void every_alarm_tells_one_topic_when_it_is_raised_and_when_it_is_over() {
    assertThat(OBSERVABILITY.count("aws_sns_topic")).isEqualTo(1);
    assertThat(OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm"))
        .isNotEmpty()
        .allSatisfy(
            alarm -> {
              assertThat(OBSERVABILITY.readable(alarm.body().path("alarm_actions")))
                  .isEqualTo("<alerts/topic.arn>");
              assertThat(OBSERVABILITY.readable(alarm.body().path("ok_actions")))
                  .isEqualTo("<alerts/topic.arn>");
              assertThat(alarm.text("alarm_description")).isNotBlank();
            });
    Policies.table(OBSERVABILITY, OBSERVABILITY.at("alerts/policy").json("policy"))
        .assertReads(
            "Alarms for Service cloudwatch.amazonaws.com | sns:Publish | <alerts/topic.arn> | StringEquals aws:SourceAccount <read account.account_id>");
  }

  @Test
  void somebody_is_told_by_mail_only_where_an_address_is_given() {
    assertThat(OBSERVABILITY.count("aws_sns_topic_subscription")).isZero();

    Stack told =
        Synthesized.changed(
                "coder",
                "production",
                yaml -> yaml.replace("email: \"\"", "email: ops@company.com\n  latencySeconds: 2"))
            .stack("observability");
    assertThat(told.describe("alerts/email"))
        .isEqualTo(
            """
            endpoint = ops@company.com
            protocol = email
            topic_arn = <alerts/topic.arn>
            """);
    assertThat(told.at("alarms/alb-latency-p95-seconds").text("threshold")).isEqualTo("2");
  }

  @Test
  void alarms_go_to_the_topic_that_another_workspace_publishes_where_one_is_named() {
    Stack foreign =
        Synthesized.changed(
                "coder",
                "production",
                yaml -> yaml + "  topicParameter: /company/alerts/topic-arn\n")
            .stack("observability");

    assertThat(foreign.describe("foreign/alert-topic"))
        .isEqualTo(
            """
            lifecycle.postcondition[0].condition = ${can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", self.insecure_value))}
            lifecycle.postcondition[0].error_message = The SSM parameter /company/alerts/topic-arn, which another workspace publishes, must be a String that holds the ARN of an SNS topic.
            name = /company/alerts/topic-arn
            with_decryption = false
            """);
    assertThat(foreign.ofType("aws_cloudwatch_metric_alarm"))
        .hasSameSizeAs(OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm"))
        .allSatisfy(
            alarm ->
                assertThat(foreign.readable(alarm.body().path("alarm_actions")))
                    .isEqualTo("<read foreign/alert-topic.insecure_value>"));
    assertThat(foreign.count("aws_sns_topic")).isZero();
    assertThat(foreign.paths()).noneMatch(path -> path.startsWith("alerts/"));
  }

  @Test
  void a_file_system_that_does_not_burst_has_no_credits_to_watch() {
    Stack elastic =
        Synthesized.changed(
                "coder",
                "production",
                yaml -> yaml.replace("throughputMode: bursting", "throughputMode: elastic"))
            .stack("observability");

    assertThat(elastic.count("aws_cloudwatch_metric_alarm"))
        .isEqualTo(OBSERVABILITY.count("aws_cloudwatch_metric_alarm") - 1);
    assertThat(elastic.paths()).noneMatch(path -> path.contains("burst"));
  }

  @Test
  void the_dashboard_shows_eight_graphs_two_in_a_row() {
    assertThat(OBSERVABILITY.count("aws_cloudwatch_dashboard")).isEqualTo(1);
    Resource dashboard = OBSERVABILITY.at("dashboard/dashboard");
    assertThat(dashboard.text("dashboard_name")).isEqualTo("coder-production");
    Table table = new Table();
    for (JsonNode widget : dashboard.json("dashboard_body").path("widgets")) {
      List<String> metrics = new ArrayList<>();
      for (JsonNode metric : widget.at("/properties/metrics")) {
        metrics.add(
            metric.get(1).asText() + " " + metric.get(metric.size() - 1).path("stat").asText());
      }
      assertThat(widget.at("/properties/region").asText()).isEqualTo("us-west-2");
      table.row(
          widget.path("x").asText() + "," + widget.path("y").asText(),
          widget.at("/properties/title").asText(),
          metrics.size(),
          String.join(", ", metrics.stream().distinct().toList()));
    }
    table.assertReads(
        """
        0,0   | Requests and errors               | 2 | RequestCount Sum, HTTPCode_Target_5XX_Count Sum
        12,0  | Latency, s                        | 1 | TargetResponseTime p95
        0,6   | CPU of the services, %            | 6 | CPUUtilization Average
        12,6  | Memory of the services, %         | 6 | MemoryUtilization Average
        0,12  | Database: CPU, % and connections  | 2 | CPUUtilization Average, DatabaseConnections Average
        12,12 | Database: free storage, bytes     | 1 | FreeStorageSpace Average
        0,18  | Redis: memory, %                  | 2 | DatabaseMemoryUsagePercentage Average
        12,18 | File system: burst credits, bytes | 1 | BurstCreditBalance Minimum
        """);
  }

  private static Table policy(String service) {
    return Policies.table(
        OBSERVABILITY, OBSERVABILITY.at(service + "/task-role/policy").json("policy"));
  }

  private static String period(JsonNode alarm) {
    return alarm.has("period")
        ? alarm.path("period").asText()
        : alarm.at("/metric_query/1/metric/period").asText();
  }
}

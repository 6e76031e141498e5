package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import org.junit.jupiter.api.Test;

class OrchaObservabilityTest {
  private static final Stack OBSERVABILITY =
      Synthesized.environment("orcha", "prod").stack("observability");

  @Test
  void twelve_alarms_watch_every_symptom_of_the_specification() {
    Table table = new Table();
    for (Resource alarm : OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm")) {
      JsonNode body = alarm.body();
      boolean oneMetric = body.has("metric_name");
      JsonNode metric = oneMetric ? body : body.at("/metric_query/1/metric");
      table.row(
          alarm.text("alarm_name"),
          (oneMetric ? "" : body.at("/metric_query/0/expression").asText() + " of ")
              + metric.path("namespace").asText()
              + " "
              + metric.path("metric_name").asText(),
          metric.path(oneMetric ? "statistic" : "stat").asText(),
          alarm.text("comparison_operator").replace("Threshold", ""),
          alarm.text("threshold"),
          alarm.text("evaluation_periods") + " x " + metric.path("period").asText() + " s",
          alarm.text("treat_missing_data"),
          oneMetric
              ? OBSERVABILITY
                  .describe(metric.path("dimensions"))
                  .strip()
                  .replace(" = ", " ")
                  .replace("\n", ", ")
              : "one certificate each");
    }
    table.assertReads(
        """
        v1-orcha-admin-unhealthy             | AWS/ApplicationELB HealthyHostCount            | Minimum | LessThan          | 1          | 2 x 60 s    | breaching    | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <platform: admin-targets/group.arn_suffix>
        v1-orcha-alb-unhealthy               | AWS/ApplicationELB HealthyHostCount            | Minimum | LessThan          | 1          | 2 x 60 s    | breaching    | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <platform: app-targets/group.arn_suffix>
        v1-orcha-cert-expiring               | MIN(METRICS()) of AWS/CertificateManager DaysToExpiry | Minimum | LessThan   | 14         | 1 x 86400 s | notBreaching | one certificate each
        v1-orcha-ec2-high-cpu                | AWS/EC2 CPUUtilization                         | Average | GreaterThan       | 80         | 3 x 300 s   | breaching    | AutoScalingGroupName <platform: instances/group.name>
        v1-orcha-ec2-status-check            | AWS/AutoScaling GroupInServiceInstances        | Minimum | LessThan          | 1          | 2 x 60 s    | breaching    | AutoScalingGroupName <platform: instances/group.name>
        v1-orcha-email-acquire-dlq-not-empty | AWS/SQS ApproximateNumberOfMessagesVisible     | Maximum | GreaterThan       | 0          | 1 x 300 s   | notBreaching | QueueName <data: email-acquire/dead-letters.name>
        v1-orcha-ingest-dlq-not-empty        | AWS/SQS ApproximateNumberOfMessagesVisible     | Maximum | GreaterThan       | 0          | 1 x 300 s   | notBreaching | QueueName <data: ingest/dead-letters.name>
        v1-orcha-link-unhealthy              | AWS/ApplicationELB HealthyHostCount            | Minimum | LessThan          | 1          | 2 x 60 s    | breaching    | LoadBalancer <platform: load-balancer/load-balancer.arn_suffix>, TargetGroup <platform: link-targets/group.arn_suffix>
        v1-orcha-rds-high-connections        | AWS/RDS DatabaseConnections                    | Average | GreaterThan       | 100        | 3 x 300 s   | breaching    | DBInstanceIdentifier <data: database/instance.identifier>
        v1-orcha-rds-high-cpu                | AWS/RDS CPUUtilization                         | Average | GreaterThan       | 80         | 3 x 300 s   | breaching    | DBInstanceIdentifier <data: database/instance.identifier>
        v1-orcha-rds-low-storage             | AWS/RDS FreeStorageSpace                       | Minimum | LessThan          | 5368709120 | 3 x 300 s   | breaching    | DBInstanceIdentifier <data: database/instance.identifier>
        v1-orcha-rds-no-connections          | AWS/RDS DatabaseConnections                    | Maximum | LessThanOrEqualTo | 0          | 3 x 300 s   | breaching    | DBInstanceIdentifier <data: database/instance.identifier>
        """);
    assertThat(OBSERVABILITY.count("aws_cloudwatch_metric_alarm")).isEqualTo(12);
  }

  @Test
  void the_alarm_on_certificates_looks_at_the_first_of_the_three_to_end() {
    assertThat(
            OBSERVABILITY.describe(
                OBSERVABILITY.at("alarms/cert-expiring").body().path("metric_query")))
        .isEqualTo(
            """
            [0].expression = MIN(METRICS())
            [0].id = earliest
            [0].label = days to the first expiry
            [0].return_data = true
            """
                + certificateMetric(
                    1,
                    "arn:aws:acm:eu-central-1:700558745280:certificate/11111111-1111-1111-1111-111111111111")
                + certificateMetric(
                    2,
                    "arn:aws:acm:eu-central-1:700558745280:certificate/22222222-2222-2222-2222-222222222222")
                + certificateMetric(
                    3,
                    "arn:aws:acm:eu-central-1:700558745280:certificate/33333333-3333-3333-3333-333333333333"));
  }

  @Test
  void it_looks_at_the_certificates_that_are_made_as_well() {
    Stack dev = Synthesized.environment("orcha", "dev").stack("observability");

    assertThat(dev.describe(dev.at("alarms/cert-expiring").body().path("metric_query")))
        .contains(
            certificateMetric(1, "<platform: app-certificate/issued.certificate_arn>"),
            certificateMetric(2, "<platform: admin-certificate/issued.certificate_arn>"),
            certificateMetric(3, "<platform: link-certificate/issued.certificate_arn>"))
        .doesNotContain("certificate4");
  }

  @Test
  void a_certificate_that_two_services_share_is_watched_once() {
    Stack shared =
        Synthesized.changed(
                "orcha",
                "prod",
                yaml ->
                    yaml.replace(
                        "22222222-2222-2222-2222-222222222222",
                        "11111111-1111-1111-1111-111111111111"))
            .stack("observability");

    JsonNode queries = shared.at("alarms/cert-expiring").body().path("metric_query");
    assertThat(queries).hasSize(3);
    assertThat(queries.findValuesAsText("CertificateArn"))
        .containsExactly(
            "arn:aws:acm:eu-central-1:700558745280:certificate/11111111-1111-1111-1111-111111111111",
            "arn:aws:acm:eu-central-1:700558745280:certificate/33333333-3333-3333-3333-333333333333");
  }

  @Test
  void every_alarm_tells_one_topic_when_it_is_raised_and_when_it_is_over() {
    assertThat(OBSERVABILITY.count("aws_sns_topic")).isEqualTo(1);
    assertThat(OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm"))
        .hasSize(12)
        .allSatisfy(
            alarm -> {
              assertThat(OBSERVABILITY.readable(alarm.body().path("alarm_actions")))
                  .isEqualTo("<alerts/topic.arn>");
              assertThat(OBSERVABILITY.readable(alarm.body().path("ok_actions")))
                  .isEqualTo("<alerts/topic.arn>");
              assertThat(alarm.body().has("insufficient_data_actions")).isFalse();
              assertThat(alarm.text("alarm_description")).isNotBlank();
            });
  }

  @Test
  void the_topic_is_encrypted_and_only_alarms_of_this_account_publish_to_it() {
    assertThat(OBSERVABILITY.describe("alerts/topic"))
        .isEqualTo(
            """
            kms_master_key_id = <data: data-key/key.arn>
            name = v1-orcha-alerts
            """);
    assertThat(OBSERVABILITY.readable(OBSERVABILITY.at("alerts/policy").text("arn")))
        .isEqualTo("<alerts/topic.arn>");
    Policies.table(OBSERVABILITY, OBSERVABILITY.at("alerts/policy").json("policy"))
        .assertReads(
            "Alarms for Service cloudwatch.amazonaws.com | sns:Publish | <alerts/topic.arn> |"
                + " StringEquals aws:SourceAccount <read account.account_id>");
  }

  @Test
  void the_publisher_may_use_the_key_of_the_topic() {
    Stack data = Synthesized.environment("orcha", "prod").stack("data");

    Policies.table(data, data.at("data-key/key").json("policy"))
        .assertReads(
            """
            Account for AWS arn:aws:iam::<read account.account_id>:root | kms:* | * | always
            Services for Service cloudwatch.amazonaws.com | kms:Decrypt, kms:GenerateDataKey* | * | StringEquals aws:SourceAccount <read account.account_id>
            LogGroups for Service logs.eu-central-1.amazonaws.com | kms:Decrypt*, kms:Describe*, kms:Encrypt*, kms:GenerateDataKey*, kms:ReEncrypt* | * | ArnEquals kms:EncryptionContext:aws:logs:arn arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/v1-orcha/ssm-sessions
            """);
  }

  @Test
  void the_topic_tells_people_by_mail() {
    assertThat(OBSERVABILITY.count("aws_sns_topic_subscription")).isEqualTo(1);
    assertThat(OBSERVABILITY.describe("alerts/email"))
        .isEqualTo(
            """
            endpoint = alerts@getorcha.com
            protocol = email
            topic_arn = <alerts/topic.arn>
            """);
  }

  @Test
  void four_log_groups_are_kept_for_thirty_days() {
    assertThat(logGroups(OBSERVABILITY))
        .isEqualTo(
            """
            application-logs/group: name = /v1-orcha/application, retention_in_days = 30
            codebuild-logs/group: name = /v1-orcha/codebuild, retention_in_days = 30
            ssm-sessions-logs/group: kms_key_id = <data: data-key/key.arn>, name = /v1-orcha/ssm-sessions, retention_in_days = 30
            user-data-logs/group: name = /v1-orcha/user-data, retention_in_days = 30
            """);
  }

  @Test
  void development_keeps_them_for_a_week() {
    assertThat(logGroups(Synthesized.environment("orcha", "dev").stack("observability")))
        .isEqualTo(
            """
            application-logs/group: name = /v1-orcha-dev/application, retention_in_days = 7
            codebuild-logs/group: name = /v1-orcha-dev/codebuild, retention_in_days = 7
            ssm-sessions-logs/group: kms_key_id = <data: data-key/key.arn>, name = /v1-orcha-dev/ssm-sessions, retention_in_days = 7
            user-data-logs/group: name = /v1-orcha-dev/user-data, retention_in_days = 7
            """);
  }

  @Test
  void the_budget_warns_at_four_fifths_and_when_all_of_it_is_forecast() {
    assertThat(OBSERVABILITY.count("aws_budgets_budget")).isEqualTo(1);
    assertThat(OBSERVABILITY.describe("budget/budget"))
        .isEqualTo(
            """
            budget_type = COST
            cost_filter[0].name = TagKeyValue
            cost_filter[0].values = user:Environment$prod
            limit_amount = 250
            limit_unit = USD
            name = v1-orcha-monthly
            notification[0].comparison_operator = GREATER_THAN
            notification[0].notification_type = ACTUAL
            notification[0].subscriber_email_addresses = alerts@getorcha.com
            notification[0].threshold = 80
            notification[0].threshold_type = PERCENTAGE
            notification[1].comparison_operator = GREATER_THAN
            notification[1].notification_type = FORECASTED
            notification[1].subscriber_email_addresses = alerts@getorcha.com
            notification[1].threshold = 100
            notification[1].threshold_type = PERCENTAGE
            time_unit = MONTHLY
            """);
  }

  @Test
  void the_topic_is_an_output() {
    assertThat(OrchaPlatformTest.outputs(OBSERVABILITY))
        .isEqualTo("alert_topic_arn = <alerts/topic.arn>\n");
  }

  private static String certificateMetric(int number, String arn) {
    return """
    [%1$d].id = certificate%1$d
    [%1$d].metric.dimensions.CertificateArn = %2$s
    [%1$d].metric.metric_name = DaysToExpiry
    [%1$d].metric.namespace = AWS/CertificateManager
    [%1$d].metric.period = 86400
    [%1$d].metric.stat = Minimum
    [%1$d].return_data = false
    """
        .formatted(number, arn);
  }

  private static String logGroups(Stack stack) {
    StringBuilder lines = new StringBuilder();
    for (Resource group : stack.ofType("aws_cloudwatch_log_group")) {
      lines
          .append(group.path())
          .append(": ")
          .append(stack.describe(group.path()).strip().replace("\n", ", "))
          .append('\n');
    }
    return lines.toString();
  }
}

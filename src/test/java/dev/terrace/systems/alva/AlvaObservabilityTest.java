package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlvaObservabilityTest {
  private static final Stack OBSERVABILITY =
      Synthesized.environment("alva", "staging").stack("observability");

  @Test
  void alarms_watch_every_service_the_database_and_redis() {
    Table table = new Table();
    for (Resource alarm : OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm")) {
      table.row(
          alarm.text("alarm_name").replace("alva-staging-", ""),
          alarm.text("metric_name"),
          alarm.text("statistic"),
          alarm.text("comparison_operator"),
          alarm.body().path("threshold").asLong(),
          alarm.text("treat_missing_data"));
    }
    table
        .sorted()
        .assertReads(
            ofServices("admin", "api", "auth")
                + """
                rds-connections-high        | DatabaseConnections           | Average | GreaterThanThreshold | 60         | breaching
                rds-cpu-high-percent        | CPUUtilization                | Average | GreaterThanThreshold | 80         | breaching
                rds-storage-low-bytes       | FreeStorageSpace              | Average | LessThanThreshold    | 2147483648 | breaching
                redis-1-evictions           | Evictions                     | Sum     | GreaterThanThreshold | 0          | notBreaching
                redis-1-memory-high-percent | DatabaseMemoryUsagePercentage | Average | GreaterThanThreshold | 80         | breaching
                """
                + ofServices("web"));
  }

  private static String ofServices(String... services) {
    return Arrays.stream(services)
        .map(
            service ->
                """
                SERVICE-5xx-count         | HTTPCode_Target_5XX_Count | Sum     | GreaterThanThreshold | 10 | notBreaching
                SERVICE-running-tasks-low | RunningTaskCount          | Minimum | LessThanThreshold    | 1  | breaching
                SERVICE-unhealthy-hosts   | UnHealthyHostCount        | Maximum | GreaterThanThreshold | 0  | notBreaching
                """
                    .replace("SERVICE", service))
        .collect(Collectors.joining());
  }

  @Test
  void every_alarm_tells_the_topic_when_it_is_raised_and_when_it_is_over() {
    for (Resource alarm : OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm")) {
      assertThat(OBSERVABILITY.readable(alarm.body().path("alarm_actions")))
          .isEqualTo("<alerts/topic.arn>");
      assertThat(OBSERVABILITY.readable(alarm.body().path("ok_actions")))
          .isEqualTo("<alerts/topic.arn>");
    }
    assertThat(OBSERVABILITY.count("aws_sns_topic_subscription")).isZero();
  }

  @Test
  void an_alarm_of_a_service_looks_at_its_own_target_group_and_tasks() {
    assertThat(OBSERVABILITY.describe("alarms/api-5xx-count"))
        .contains(
            "dimensions.LoadBalancer = <platform: load-balancer/load-balancer.arn_suffix>\n",
            "dimensions.TargetGroup = <platform: api-target-group/group.arn_suffix>\n");
    assertThat(OBSERVABILITY.describe("alarms/api-running-tasks-low"))
        .contains(
            "dimensions.ClusterName = <platform: cluster/cluster.name>\n",
            "dimensions.ServiceName = <platform: api/service/service.name>\n");
  }

  @Test
  void the_dashboard_shows_the_services_the_database_and_redis() {
    List<String> titles = new ArrayList<>();
    for (JsonNode widget :
        OBSERVABILITY.at("dashboard/dashboard").json("dashboard_body").path("widgets")) {
      titles.add(
          widget.at("/properties/title").asText() + ": " + widget.at("/properties/metrics").size());
    }
    assertThat(titles)
        .containsExactly(
            "Requests of the services: 4",
            "Answers with 5xx: 4",
            "Latency, s: 4",
            "CPU of the services, %: 4",
            "Memory of the services, %: 4",
            "Database: CPU, % and connections: 2",
            "Database: free storage, bytes: 1",
            "Redis: memory, %: 1");
  }

  @Test
  void an_e_mail_address_becomes_a_subscriber() {
    Stack told =
        Synthesized.changed(
                "alva", "staging", yaml -> yaml.replace("email: \"\"", "email: ops@alva.app"))
            .stack("observability");
    assertThat(told.describe("alerts/email"))
        .isEqualTo(
            """
            endpoint = ops@alva.app
            protocol = email
            topic_arn = <alerts/topic.arn>
            """);
  }
}

package dev.terrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Names;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.web.AlertSpec;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class WebMonitoringTest {
  private static SmallStack monitoring(Consumer<WebMonitoring> more) {
    WebMonitoring.Props props =
        new WebMonitoring.Props(
            new Names("shop"),
            "eu-west-1",
            new KeyRef("arn:key"),
            new AlertSpec("ops@example.com", 42, 7),
            new ClusterRef("arn:cluster", "shop"),
            new LoadBalancerRef("arn:alb", "app/shop", "shop.elb.amazonaws.com", "Z1"),
            Map.of("web", new TargetGroupRef("arn:web", "targetgroup/web", "web")),
            Map.of("web", new ServiceRef("shop-web")),
            name -> 2);
    return SmallStack.of(stack -> more.accept(new WebMonitoring(stack, props)));
  }

  private static List<String> alarms(SmallStack stack) {
    return stack.resources().stream()
        .filter(each -> each.startsWith("aws_cloudwatch_metric_alarm "))
        .map(each -> each.substring("aws_cloudwatch_metric_alarm alarms/".length()))
        .toList();
  }

  @Test
  void services_have_alarms_and_graphs() {
    SmallStack stack = monitoring(WebMonitoring::dashboard);

    assertThat(alarms(stack))
        .containsExactlyInAnyOrder(
            "alb-5xx-rate-percent", "web-running-tasks-low", "web-unhealthy-hosts");
    assertThat(stack.resources())
        .contains(
            "aws_cloudwatch_dashboard dashboard/dashboard",
            "aws_sns_topic_subscription alerts/email");
    assertThat(
            stack
                .resource("aws_cloudwatch_metric_alarm", "alarms/alb-5xx-rate-percent")
                .path("threshold")
                .asInt())
        .isEqualTo(7);
  }

  @Test
  void each_store_adds_its_alarms_and_graphs() {
    SmallStack bare = monitoring(WebMonitoring::dashboard);
    SmallStack full =
        monitoring(
            monitoring ->
                monitoring
                    .database(new DatabaseRef("shop", "db.example.com", 5432, "shop-db"), 20)
                    .redis(new CacheRef("shop", List.of("shop-001"), "redis.example.com", 6379))
                    .deadLetters(
                        "orders", new QueueRef("arn:dlq", "https://dlq", "shop-orders-dlq"))
                    .dashboard());

    assertThat(alarms(full))
        .containsAll(alarms(bare))
        .contains("orders-dead-letters")
        .anyMatch(alarm -> alarm.startsWith("rds-"))
        .anyMatch(alarm -> alarm.startsWith("redis-"));
    assertThat(dashboard(full)).contains("Database: CPU", "Redis: memory");
    assertThat(dashboard(bare)).doesNotContain("Database", "Redis");
  }

  private static String dashboard(SmallStack stack) {
    return stack
        .resource("aws_cloudwatch_dashboard", "dashboard/dashboard")
        .path("dashboard_body")
        .asText();
  }

  @Test
  void a_single_resource_can_have_an_alarm_of_its_own() {
    QueueRef queue = new QueueRef("arn:orders", "https://queue/orders", "orders");

    SmallStack stack =
        monitoring(web -> web.alarms().messagesAbove("orders-waiting", "Orders wait", queue, 1000));

    assertThat(alarms(stack)).contains("orders-waiting");
    assertThat(
            stack
                .resource("aws_cloudwatch_metric_alarm", "alarms/orders-waiting")
                .path("alarm_actions"))
        .hasToString("[\"${aws_sns_topic.alerts_topic_3313844B.arn}\"]");
  }
}

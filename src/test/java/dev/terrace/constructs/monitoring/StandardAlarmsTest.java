package dev.terrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Names;
import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.support.SmallStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardAlarmsTest {
  private static final Names NAMES = new Names("shop");
  private static final LoadBalancerRef BALANCER =
      new LoadBalancerRef("arn:alb", "app/shop", "shop.elb.amazonaws.com", "Z1");

  private static TargetGroupRef group(String name) {
    return new TargetGroupRef("arn:" + name, "targetgroup/" + name, name);
  }

  @Test
  void alarms_have_a_topic_with_its_key_and_publishers() {
    SmallStack stack =
        SmallStack.of(
            scope ->
                new StandardAlarms(
                        scope,
                        new StandardAlarms.Props(
                            NAMES,
                            "ops@example.com",
                            new KeyRef("arn:key"),
                            List.of("budgets.amazonaws.com")))
                    .alarms()
                    .instances(new InstanceGroupRef("shop", "arn:group", "arn:template")));

    assertThat(stack.resources())
        .containsExactly(
            "aws_cloudwatch_metric_alarm alarms/ec2-high-cpu",
            "aws_cloudwatch_metric_alarm alarms/ec2-status-check",
            "aws_sns_topic alerts/topic",
            "aws_sns_topic_policy alerts/policy",
            "aws_sns_topic_subscription alerts/email");
    assertThat(stack.resource("aws_sns_topic", "alerts/topic").path("kms_master_key_id").asText())
        .isEqualTo("arn:key");
    assertThat(stack.sids("aws_sns_topic_policy", "alerts/policy"))
        .containsExactly("Alarms", "budgetsamazonawscom");
    assertThat(
            stack
                .resource("aws_cloudwatch_metric_alarm", "alarms/ec2-high-cpu")
                .at("/alarm_actions/0")
                .asText())
        .startsWith("${aws_sns_topic.alerts_topic");
  }

  @Test
  void alarms_on_all_of_a_kind_go_to_the_topic_that_is_given() {
    Map<String, ServiceRef> services = new LinkedHashMap<>();
    services.put("web", new ServiceRef("shop-web"));
    services.put("idle", new ServiceRef("shop-idle"));
    SmallStack stack =
        SmallStack.of(
            scope ->
                new StandardAlarms(scope, NAMES, new TopicRef("arn:topic"))
                    .runningTasks(
                        new ClusterRef("arn:cluster", "shop"),
                        services,
                        name -> name.equals("web") ? 2 : 0)
                    .unhealthyHosts(BALANCER, Map.of("web", group("web"))));

    assertThat(stack.resources())
        .containsExactly(
            "aws_cloudwatch_metric_alarm alarms/web-running-tasks-low",
            "aws_cloudwatch_metric_alarm alarms/web-unhealthy-hosts");
    assertThat(
            stack
                .resource("aws_cloudwatch_metric_alarm", "alarms/web-running-tasks-low")
                .path("alarm_actions"))
        .hasToString("[\"arn:topic\"]");
  }

  @Test
  void graphs_show_each_target_group_by_itself_or_all_together() {
    List<Graph> each = Graphs.targetGroups(BALANCER, List.of(group("web"), group("job")));
    List<Graph> all = Graphs.loadBalancer(BALANCER);

    assertThat(each)
        .extracting(Graph::title)
        .containsExactly("Requests of the services", "Answers with 5xx", "Latency, s");
    assertThat(each).allSatisfy(graph -> assertThat(graph.metrics()).hasSize(2));
    assertThat(each.get(0).metrics().get(1).dimensions())
        .containsEntry("TargetGroup", "targetgroup/job");
    assertThat(all).extracting(Graph::title).containsExactly("Requests and errors", "Latency, s");
    assertThat(all.get(0).metrics().get(0).dimensions())
        .containsExactly(Map.entry("LoadBalancer", "app/shop"));
    assertThat(Graphs.burstCredits(new FileSystemRef("fs-1", "arn:fs")).metrics())
        .singleElement()
        .satisfies(metric -> assertThat(metric.dimensions()).containsEntry("FileSystemId", "fs-1"));
  }
}

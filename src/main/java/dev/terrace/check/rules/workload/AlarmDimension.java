package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Alarms on a metric that no resource has, because of a wrong dimension: they never fire. */
public final class AlarmDimension implements Rule {
  /** By namespace: its dimensions, and what an expression for them ends with. */
  private static final Map<String, Map<String, Pattern>> DIMENSIONS =
      Map.of(
          "AWS/ApplicationELB",
          Map.of(
              "LoadBalancer", Pattern.compile("arn_suffix"),
              "TargetGroup", Pattern.compile("arn_suffix"),
              "AvailabilityZone", Pattern.compile("zone")),
          "AWS/ECS",
          Map.of(
              "ClusterName", Pattern.compile("name"),
              "ServiceName", Pattern.compile("name")),
          "ECS/ContainerInsights",
          Map.of(
              "ClusterName", Pattern.compile("name"),
              "ServiceName", Pattern.compile("name"),
              "TaskDefinitionFamily", Pattern.compile("family")),
          "AWS/RDS",
          Map.of(
              "DBInstanceIdentifier", Pattern.compile("identifier"),
              "DBClusterIdentifier", Pattern.compile("identifier")),
          "AWS/ElastiCache",
          Map.of(
              "CacheClusterId", Pattern.compile("cluster|\\.id|replication_group_id"),
              "CacheNodeId", Pattern.compile("node"),
              "ReplicationGroupId", Pattern.compile("\\.id|replication_group_id")),
          "AWS/SQS",
          Map.of("QueueName", Pattern.compile("name")),
          "AWS/EFS",
          Map.of("FileSystemId", Pattern.compile("id")),
          "AWS/AutoScaling",
          Map.of("AutoScalingGroupName", Pattern.compile("name|id")),
          "AWS/NATGateway",
          Map.of("NatGatewayId", Pattern.compile("id")));

  private static final Set<String> REQUIRED =
      Set.of("AWS/ApplicationELB", "AWS/SQS", "AWS/EFS", "AWS/ElastiCache");

  private static final About ABOUT =
      About.of(
              "workload-alarm-dimension",
              Severity.ERROR,
              "An alarm never fires: its metric does not exist",
              "Use the dimensions of the metric, with the value that AWS reports.")
          .with(
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource alarm : model.all("aws_cloudwatch_metric_alarm")) {
      check(alarm, "dimensions", alarm.text("namespace"), alarm.at("dimensions"), findings);
      for (JsonNode query : alarm.blocks("metric_query")) {
        JsonNode metric = Resource.at(query, "metric");
        check(
            alarm,
            "metric_query.metric.dimensions",
            Resource.at(metric, "namespace").asText(),
            Resource.at(metric, "dimensions"),
            findings);
      }
    }
  }

  private static void check(
      Resource alarm, String attribute, String namespace, JsonNode dimensions, Findings findings) {
    Map<String, Pattern> known = DIMENSIONS.get(namespace);
    if (known == null) {
      return;
    }
    if (dimensions.isMissingNode() || dimensions.isEmpty()) {
      if (REQUIRED.contains(namespace)) {
        findings.add(alarm, attribute, "metrics of " + namespace + " have dimensions");
      }
      return;
    }
    dimensions
        .properties()
        .forEach(
            each -> {
              Pattern value = known.get(each.getKey());
              String text = each.getValue().asText();
              if (value == null) {
                findings.add(
                    alarm,
                    attribute,
                    "metrics of " + namespace + " have no dimension " + each.getKey());
              } else if (text.contains("${") && !value.matcher(text).find()) {
                findings.add(
                    alarm,
                    attribute,
                    each.getKey() + " of " + namespace + " is no " + value.pattern() + ": " + text);
              }
            });
  }
}

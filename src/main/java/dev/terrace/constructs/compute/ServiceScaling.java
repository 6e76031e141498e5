package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicy;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyConfig;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.appautoscaling_target.AppautoscalingTarget;
import com.hashicorp.cdktf.providers.aws.appautoscaling_target.AppautoscalingTargetConfig;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ServiceRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * Target tracking of a service's tasks.
 *
 * <p>It is no level of the construct tree: the scope gets {@code scaling-target} and {@code
 * scaling-policy}. A change of the service's or the cluster's name replaces both.
 */
final class ServiceScaling {
  private final ClusterRef cluster;
  private final ServiceRef service;

  ServiceScaling(Construct scope, ClusterRef cluster, ServiceRef service, Scaling scaling) {
    this.cluster = cluster;
    this.service = service;
    AppautoscalingTarget target =
        new AppautoscalingTarget(
            scope,
            "scaling-target",
            AppautoscalingTargetConfig.builder()
                .serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId("service/" + cluster.name() + "/" + service.name())
                .minCapacity(scaling.minimum())
                .maxCapacity(scaling.maximum())
                .build());
    new AppautoscalingPolicy(
        scope,
        "scaling-policy",
        AppautoscalingPolicyConfig.builder()
            .name(scaling instanceof Scaling.OnBacklog ? "backlog" : "cpu")
            .policyType("TargetTrackingScaling")
            .serviceNamespace(target.getServiceNamespace())
            .scalableDimension(target.getScalableDimension())
            .resourceId(target.getResourceId())
            .targetTrackingScalingPolicyConfiguration(tracking(scaling))
            .build());
  }

  private AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration tracking(Scaling scaling) {
    if (scaling instanceof Scaling.OnBacklog backlog) {
      return AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.builder()
          .targetValue(backlog.messages())
          .customizedMetricSpecification(backlog(backlog))
          .build();
    }
    return AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.builder()
        .targetValue(((Scaling.OnCpu) scaling).percent())
        .predefinedMetricSpecification(
            AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification
                .builder()
                .predefinedMetricType("ECSServiceAverageCPUUtilization")
                .build())
        .build();
  }

  /**
   * Application Auto Scaling user guide, "Create a target tracking scaling policy for Application
   * Auto Scaling using metric math": waiting messages divided by running tasks, which Container
   * Insights counts. Without a task the messages themselves are the backlog, so that a service
   * leaves zero.
   */
  private AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification
      backlog(Scaling.OnBacklog backlog) {
    return AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification
        .builder()
        .metrics(
            List.of(
                metric(
                    "messages",
                    "AWS/SQS",
                    "ApproximateNumberOfMessagesVisible",
                    "Sum",
                    Map.of("QueueName", backlog.queue().name())),
                metric(
                    "tasks",
                    "ECS/ContainerInsights",
                    "RunningTaskCount",
                    "Average",
                    Map.of("ClusterName", cluster.name(), "ServiceName", service.name())),
                AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics
                    .builder()
                    .id("backlog")
                    .label("Waiting messages for each running task")
                    .expression("IF(FILL(tasks, 0) > 0, messages / tasks, messages)")
                    .returnData(true)
                    .build()))
        .build();
  }

  private static
  AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics
      metric(
          String id, String namespace, String name, String stat, Map<String, String> dimensions) {
    return AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics
        .builder()
        .id(id)
        .metricStat(
            AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat
                .builder()
                .metric(
                    AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric
                        .builder()
                        .namespace(namespace)
                        .metricName(name)
                        .dimensions(
                            new TreeMap<>(dimensions)
                                .entrySet().stream()
                                    .map(
                                        each ->
                                            AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions
                                                .builder()
                                                .name(each.getKey())
                                                .value(each.getValue())
                                                .build())
                                    .toList())
                        .build())
                .stat(stat)
                .build())
        .returnData(false)
        .build();
  }
}

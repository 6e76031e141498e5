package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmConfig;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmMetricQuery;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmMetricQueryMetric;
import dev.terrace.config.Names;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * Alarms, one method a symptom, all to one topic, both when they are raised and when they are over.
 */
public final class Alarms extends Construct {
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;
  private static final double GIB = 1024.0 * 1024 * 1024;

  private final Props props;

  public record Props(Names names, TopicRef topic) {}

  public Alarms(Construct scope, String id, Props props) {
    super(scope, id);
    this.props = props;
  }

  /** Any alarm: one line for one resource. */
  public Alarms add(AlarmSpec spec) {
    Metric metric = spec.metric();
    CloudwatchMetricAlarmConfig.Builder config =
        base(spec)
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(metric.dimensions())
            .period(metric.periodSeconds());
    if (metric.statistic().startsWith("p")) {
      config.extendedStatistic(metric.statistic());
    } else {
      config.statistic(metric.statistic());
    }
    new CloudwatchMetricAlarm(this, spec.name(), config.build());
    return this;
  }

  private CloudwatchMetricAlarmConfig.Builder base(AlarmSpec spec) {
    List<String> topic = List.of(props.topic().arn());
    return CloudwatchMetricAlarmConfig.builder()
        .alarmName(props.names().of(Names.Kind.ALARM, spec.name()))
        .alarmDescription(spec.description())
        .comparisonOperator(spec.comparison().operator())
        .threshold(spec.threshold())
        .evaluationPeriods(spec.periods())
        .treatMissingData(spec.missing().word())
        .alarmActions(topic)
        .okActions(topic);
  }

  /** At least one target answers its health check wrongly for two minutes. */
  public Alarms unhealthyHosts(String service, LoadBalancerRef loadBalancer, TargetGroupRef group) {
    return add(
        new AlarmSpec(
            service + "-unhealthy-hosts",
            "Targets of " + service + " fail their health check",
            new Metric(
                "AWS/ApplicationELB",
                "UnHealthyHostCount",
                Map.of("LoadBalancer", loadBalancer.arnSuffix(), "TargetGroup", group.arnSuffix()),
                "Maximum",
                MINUTE),
            Comparison.ABOVE,
            0,
            2,
            Missing.NOT_BREACHING));
  }

  /** A service answers more often with a 5xx than the given count in five minutes. */
  public Alarms serverErrors(
      String service, LoadBalancerRef loadBalancer, TargetGroupRef group, int count) {
    return add(
        new AlarmSpec(
            service + "-5xx-count",
            "More than " + count + " answers of " + service + " in five minutes are 5xx",
            new Metric(
                "AWS/ApplicationELB",
                "HTTPCode_Target_5XX_Count",
                Map.of("LoadBalancer", loadBalancer.arnSuffix(), "TargetGroup", group.arnSuffix()),
                "Sum",
                FIVE_MINUTES),
            Comparison.ABOVE,
            count,
            1,
            Missing.NOT_BREACHING));
  }

  /**
   * More than the given percentage of the requests in five minutes is answered with a 5xx by a
   * target.
   */
  public Alarms serverErrorRate(LoadBalancerRef loadBalancer, double percent) {
    AlarmSpec spec =
        new AlarmSpec(
            "alb-5xx-rate-percent",
            "More than "
                + BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString()
                + " % of the requests fail with 5xx",
            loadBalancerMetric(loadBalancer, "HTTPCode_Target_5XX_Count", "Sum"),
            Comparison.ABOVE,
            percent,
            2,
            Missing.NOT_BREACHING);
    new CloudwatchMetricAlarm(
        this,
        spec.name(),
        base(spec)
            .metricQuery(
                List.of(
                    CloudwatchMetricAlarmMetricQuery.builder()
                        .id("rate")
                        .expression(
                            "IF(requests > 0, 100 * (FILL(errors, 0) + FILL(own, 0)) / requests, 0)")
                        .label("5xx rate")
                        .returnData(true)
                        .build(),
                    query("errors", loadBalancer, "HTTPCode_Target_5XX_Count"),
                    query("own", loadBalancer, "HTTPCode_ELB_5XX_Count"),
                    query("requests", loadBalancer, "RequestCount")))
            .build());
    return this;
  }

  /**
   * Counts of 5xx are reported only if they are not zero (Elastic Load Balancing, "CloudWatch
   * metrics for your Application Load Balancer"), and an expression without one of its metrics has
   * no value: they are filled.
   */
  private static CloudwatchMetricAlarmMetricQuery query(
      String id, LoadBalancerRef loadBalancer, String name) {
    return query(id, name, "Sum", Map.of("LoadBalancer", loadBalancer.arnSuffix()));
  }

  private static CloudwatchMetricAlarmMetricQuery query(
      String id, String name, String statistic, Map<String, String> dimensions) {
    return CloudwatchMetricAlarmMetricQuery.builder()
        .id(id)
        .returnData(false)
        .metric(
            CloudwatchMetricAlarmMetricQueryMetric.builder()
                .namespace("AWS/ApplicationELB")
                .metricName(name)
                .dimensions(dimensions)
                .stat(statistic)
                .period(FIVE_MINUTES)
                .build())
        .build();
  }

  private static Metric loadBalancerMetric(
      LoadBalancerRef loadBalancer, String name, String statistic) {
    return new Metric(
        "AWS/ApplicationELB",
        name,
        Map.of("LoadBalancer", loadBalancer.arnSuffix()),
        statistic,
        FIVE_MINUTES);
  }

  /**
   * The slowest of several target groups: a percentile over the whole load balancer hides a slow
   * service behind a busy one.
   *
   * @param groups one and up
   * @param seconds the 95th percentile over five minutes, three times in a row
   */
  public Alarms latency(
      LoadBalancerRef loadBalancer, Collection<TargetGroupRef> groups, double seconds) {
    AlarmSpec spec =
        new AlarmSpec(
            "alb-latency-p95-seconds",
            "Targets answer slowly",
            loadBalancerMetric(loadBalancer, "TargetResponseTime", "p95"),
            Comparison.ABOVE,
            seconds,
            3,
            Missing.NOT_BREACHING);
    List<CloudwatchMetricAlarmMetricQuery> queries = new ArrayList<>();
    queries.add(
        CloudwatchMetricAlarmMetricQuery.builder()
            .id("slowest")
            .expression("MAX(METRICS())")
            .label("Latency of the slowest service")
            .returnData(true)
            .build());
    for (TargetGroupRef group : groups) {
      Map<String, String> dimensions =
          Map.of("LoadBalancer", loadBalancer.arnSuffix(), "TargetGroup", group.arnSuffix());
      queries.add(
          query("group" + queries.size(), "TargetResponseTime", "p95", new TreeMap<>(dimensions)));
    }
    new CloudwatchMetricAlarm(this, spec.name(), base(spec).metricQuery(queries).build());
    return this;
  }

  /** Fewer tasks run than there should; container insights publishes the count. */
  public Alarms runningTasksBelow(
      ClusterRef cluster, ServiceRef service, String name, int desired) {
    return add(
        new AlarmSpec(
            name + "-running-tasks-low",
            "Fewer tasks of " + name + " run than the " + desired + " that should",
            new Metric(
                "ECS/ContainerInsights",
                "RunningTaskCount",
                Map.of("ClusterName", cluster.name(), "ServiceName", service.name()),
                "Minimum",
                MINUTE),
            Comparison.BELOW,
            desired,
            5,
            Missing.BREACHING));
  }

  /**
   * CPU above 80 %, less than a tenth of the storage free, connections above the given count.
   *
   * @param storageGiB the storage at the start
   */
  public Alarms database(DatabaseRef database, int storageGiB, int connections) {
    Map<String, String> dimensions = Map.of("DBInstanceIdentifier", database.identifier());
    add(
        rds(
            "rds-cpu-high-percent",
            "CPU of the database",
            "CPUUtilization",
            dimensions,
            Comparison.ABOVE,
            80));
    add(
        rds(
            "rds-storage-low-bytes",
            "Free storage of the database",
            "FreeStorageSpace",
            dimensions,
            Comparison.BELOW,
            storageGiB * GIB / 10));
    return add(
        rds(
            "rds-connections-high",
            "Connections of the database",
            "DatabaseConnections",
            dimensions,
            Comparison.ABOVE,
            connections));
  }

  private static AlarmSpec rds(
      String name,
      String description,
      String metric,
      Map<String, String> dimensions,
      Comparison comparison,
      double threshold) {
    return new AlarmSpec(
        name,
        description,
        new Metric("AWS/RDS", metric, dimensions, "Average", FIVE_MINUTES),
        comparison,
        threshold,
        3,
        Missing.BREACHING);
  }

  /** Memory above 80 % on a node, and any eviction: nothing may be evicted. */
  public Alarms redis(CacheRef cache) {
    for (int i = 0; i < cache.nodeIds().size(); i++) {
      Map<String, String> dimensions = Map.of("CacheClusterId", cache.nodeIds().get(i));
      String node = "redis-" + (i + 1);
      add(
          new AlarmSpec(
              node + "-memory-high-percent",
              "Memory of Redis node " + (i + 1),
              new Metric(
                  "AWS/ElastiCache",
                  "DatabaseMemoryUsagePercentage",
                  dimensions,
                  "Average",
                  FIVE_MINUTES),
              Comparison.ABOVE,
              80,
              3,
              Missing.BREACHING));
      add(
          new AlarmSpec(
              node + "-evictions",
              "Redis evicts, though queues live in it",
              new Metric("AWS/ElastiCache", "Evictions", dimensions, "Sum", FIVE_MINUTES),
              Comparison.ABOVE,
              0,
              1,
              Missing.NOT_BREACHING));
    }
    return this;
  }

  /** Less than a tenth of the burst credits of a new file system (2.1 TiB) is left. */
  public Alarms burstCredits(FileSystemRef fileSystem) {
    return add(
        new AlarmSpec(
            "efs-burst-credits-low-bytes",
            "The shared file system is about to be slowed down",
            new Metric(
                "AWS/EFS",
                "BurstCreditBalance",
                Map.of("FileSystemId", fileSystem.id()),
                "Minimum",
                FIVE_MINUTES),
            Comparison.BELOW,
            210 * GIB,
            3,
            Missing.NOT_BREACHING));
  }

  /** No target of a service answers its health check for two minutes, or no data arrives. */
  public Alarms noHealthyHost(
      String name, String service, LoadBalancerRef loadBalancer, TargetGroupRef group) {
    return add(
        new AlarmSpec(
            name,
            "No target of " + service + " is healthy",
            new Metric(
                "AWS/ApplicationELB",
                "HealthyHostCount",
                Map.of("LoadBalancer", loadBalancer.arnSuffix(), "TargetGroup", group.arnSuffix()),
                "Minimum",
                MINUTE),
            Comparison.BELOW,
            1,
            2,
            Missing.BREACHING));
  }

  /** More messages than the given count wait in a queue. */
  public Alarms messagesAbove(String name, String description, QueueRef queue, int messages) {
    return add(
        new AlarmSpec(
            name,
            description,
            new Metric(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                Map.of("QueueName", queue.name()),
                "Maximum",
                FIVE_MINUTES),
            Comparison.ABOVE,
            messages,
            1,
            Missing.NOT_BREACHING));
  }

  /** The certificate ends soon, so that its renewal has failed. */
  public Alarms certificateExpiry(CertificateRef certificate, int days) {
    return add(
        new AlarmSpec(
            "certificate-expiry-days",
            "The certificate ends in less than " + days + " days",
            daysToExpiry(certificate),
            Comparison.BELOW,
            days,
            1,
            Missing.NOT_BREACHING));
  }

  /** The first of the certificates to end does so soon, so that its renewal has failed. */
  public Alarms certificatesExpiry(String name, List<CertificateRef> certificates, int days) {
    AlarmSpec spec =
        new AlarmSpec(
            name,
            "A certificate ends in less than " + days + " days",
            daysToExpiry(certificates.get(0)),
            Comparison.BELOW,
            days,
            1,
            Missing.NOT_BREACHING);
    List<CloudwatchMetricAlarmMetricQuery> queries = new ArrayList<>();
    queries.add(
        CloudwatchMetricAlarmMetricQuery.builder()
            .id("earliest")
            .expression("MIN(METRICS())")
            .label("days to the first expiry")
            .returnData(true)
            .build());
    for (int i = 0; i < certificates.size(); i++) {
      Metric metric = daysToExpiry(certificates.get(i));
      queries.add(
          CloudwatchMetricAlarmMetricQuery.builder()
              .id("certificate" + (i + 1))
              .returnData(false)
              .metric(
                  CloudwatchMetricAlarmMetricQueryMetric.builder()
                      .namespace(metric.namespace())
                      .metricName(metric.name())
                      .dimensions(metric.dimensions())
                      .stat(metric.statistic())
                      .period(metric.periodSeconds())
                      .build())
              .build());
    }
    new CloudwatchMetricAlarm(this, spec.name(), base(spec).metricQuery(queries).build());
    return this;
  }

  private static Metric daysToExpiry(CertificateRef certificate) {
    return new Metric(
        "AWS/CertificateManager",
        "DaysToExpiry",
        Map.of("CertificateArn", certificate.arn()),
        "Minimum",
        86_400);
  }
}

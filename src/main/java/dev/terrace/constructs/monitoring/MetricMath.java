package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmMetricQuery;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmMetricQueryMetric;
import dev.terrace.spec.AlarmSpec.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expression over metrics: CloudWatch user guide, "Using math expressions with CloudWatch
 * metrics".
 *
 * @param id of the expression
 * @param metrics by id, which the expression may name
 */
record MetricMath(String id, String expression, String label, Map<String, Metric> metrics) {
  MetricMath {
    metrics = new LinkedHashMap<>(metrics);
  }

  /** The expression, and the metrics that it reads. */
  List<CloudwatchMetricAlarmMetricQuery> queries() {
    List<CloudwatchMetricAlarmMetricQuery> queries = new ArrayList<>();
    queries.add(
        CloudwatchMetricAlarmMetricQuery.builder()
            .id(id)
            .expression(expression)
            .label(label)
            .returnData(true)
            .build());
    metrics.forEach((name, metric) -> queries.add(query(name, metric)));
    return queries;
  }

  private static CloudwatchMetricAlarmMetricQuery query(String id, Metric metric) {
    return CloudwatchMetricAlarmMetricQuery.builder()
        .id(id)
        .returnData(false)
        .metric(
            CloudwatchMetricAlarmMetricQueryMetric.builder()
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(metric.dimensions())
                .stat(metric.statistic())
                .period(metric.periodSeconds())
                .build())
        .build();
  }
}

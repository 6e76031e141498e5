package dev.terrace.constructs.monitoring;

import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Symptoms of a load balancer and its target groups: Elastic Load Balancing, "CloudWatch metrics
 * for your Application Load Balancer".
 */
final class LoadBalancerAlarms {
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;

  private final LoadBalancerRef loadBalancer;

  LoadBalancerAlarms(LoadBalancerRef loadBalancer) {
    this.loadBalancer = loadBalancer;
  }

  AlarmSpec unhealthyHosts(String service, TargetGroupRef group) {
    return new AlarmSpec(
        service + "-unhealthy-hosts",
        "Targets of " + service + " fail their health check",
        metric(group, "UnHealthyHostCount", "Maximum", MINUTE),
        Comparison.ABOVE,
        0,
        2,
        Missing.NOT_BREACHING);
  }

  AlarmSpec noHealthyHost(String name, String service, TargetGroupRef group) {
    return new AlarmSpec(
        name,
        "No target of " + service + " is healthy",
        metric(group, "HealthyHostCount", "Minimum", MINUTE),
        Comparison.BELOW,
        1,
        2,
        Missing.BREACHING);
  }

  AlarmSpec serverErrors(String service, TargetGroupRef group, int count) {
    return new AlarmSpec(
        service + "-5xx-count",
        "More than " + count + " answers of " + service + " in five minutes are 5xx",
        metric(group, "HTTPCode_Target_5XX_Count", "Sum", FIVE_MINUTES),
        Comparison.ABOVE,
        count,
        1,
        Missing.NOT_BREACHING);
  }

  /**
   * Counts of 5xx are reported only if they are not zero, and an expression without one of its
   * metrics has no value: they are filled.
   */
  ExpressionAlarm serverErrorRate(double percent) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    metrics.put("errors", metric("HTTPCode_Target_5XX_Count", "Sum"));
    metrics.put("own", metric("HTTPCode_ELB_5XX_Count", "Sum"));
    metrics.put("requests", metric("RequestCount", "Sum"));
    return new ExpressionAlarm(
        new AlarmSpec(
            "alb-5xx-rate-percent",
            "More than "
                + BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString()
                + " % of the requests fail with 5xx",
            metrics.get("errors"),
            Comparison.ABOVE,
            percent,
            2,
            Missing.NOT_BREACHING),
        new MetricMath(
            "rate",
            "IF(requests > 0, 100 * (FILL(errors, 0) + FILL(own, 0)) / requests, 0)",
            "5xx rate",
            metrics));
  }

  ExpressionAlarm latency(Collection<TargetGroupRef> groups, double seconds) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    groups.forEach(
        group ->
            metrics.put(
                "group" + (metrics.size() + 1),
                metric(group, "TargetResponseTime", "p95", FIVE_MINUTES)));
    return new ExpressionAlarm(
        new AlarmSpec(
            "alb-latency-p95-seconds",
            "Targets answer slowly",
            metric("TargetResponseTime", "p95"),
            Comparison.ABOVE,
            seconds,
            3,
            Missing.NOT_BREACHING),
        new MetricMath("slowest", "MAX(METRICS())", "Latency of the slowest service", metrics));
  }

  private Metric metric(String name, String statistic) {
    return new Metric(
        "AWS/ApplicationELB",
        name,
        Map.of("LoadBalancer", loadBalancer.arnSuffix()),
        statistic,
        FIVE_MINUTES);
  }

  private Metric metric(TargetGroupRef group, String name, String statistic, int periodSeconds) {
    return new Metric(
        "AWS/ApplicationELB",
        name,
        Map.of("LoadBalancer", loadBalancer.arnSuffix(), "TargetGroup", group.arnSuffix()),
        statistic,
        periodSeconds);
  }
}

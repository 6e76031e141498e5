package dev.terrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What watches. */
final class OperationsCosts {
  private static final int STANDARD_SECONDS = 60;

  private OperationsCosts() {}

  /** An alarm costs by the metrics that it looks at. */
  static void alarm(Resource alarm, Bill bill) {
    int metrics = 0;
    int period = alarm.number("period").map(BigDecimal::intValueExact).orElse(STANDARD_SECONDS);
    for (JsonNode query : alarm.blocks("metric_query")) {
      JsonNode metric = query.path("metric");
      JsonNode one = metric.isArray() ? metric.path(0) : metric;
      if (one.isObject()) {
        metrics++;
        period = Math.min(period, one.path("period").asInt(STANDARD_SECONDS));
      }
    }
    metrics = Math.max(1, metrics);
    bill.add(
        Kind.MONITORING,
        "alarm on " + metrics + (metrics == 1 ? " metric" : " metrics"),
        period < STANDARD_SECONDS ? "alarm-metric-high-resolution" : "alarm-metric",
        BigDecimal.valueOf(metrics));
  }

  static void compositeAlarm(Resource alarm, Bill bill) {
    bill.add(Kind.MONITORING, "composite alarm", "composite-alarm", BigDecimal.ONE);
  }

  /** Tracking a target makes two alarms. */
  static void scalingPolicy(Resource policy, Bill bill) {
    if (policy.text("policy_type", "StepScaling").equals("TargetTrackingScaling")) {
      bill.add(Kind.MONITORING, "2 alarms of autoscaling", "alarm-metric", BigDecimal.valueOf(2));
    }
  }

  static void dashboard(Resource dashboard, Bill bill) {
    bill.add(Kind.MONITORING, "dashboard", "dashboard", BigDecimal.ONE);
  }

  static void logs(Resource group, Bill bill) {
    BigDecimal share = Bill.share(bill.usage().logsGiB(), bill.whole().count(group.type()));
    bill.add(Kind.MONITORING, Bill.words(share) + " GB of logs", "logs-ingested", share);
  }

  static void topic(Resource topic, Bill bill) {
    BigDecimal share = Bill.share(bill.usage().mailsPerMonth(), bill.whole().count(topic.type()));
    bill.add(Kind.MAILS, Bill.words(share) + " e-mails", "sns-mail", share);
  }
}

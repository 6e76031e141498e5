package dev.terrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Costs of monitoring. */
final class OperationsCosts {
  private static final int STANDARD_SECONDS = 60;

  private OperationsCosts() {}

  /** An alarm is charged per metric. */
  static void alarm(BilledResource alarm, Bill bill) {
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
        CostKind.MONITORING,
        "alarm on " + metrics + (metrics == 1 ? " metric" : " metrics"),
        period < STANDARD_SECONDS ? "alarm-metric-high-resolution" : "alarm-metric",
        BigDecimal.valueOf(metrics));
  }

  static void compositeAlarm(BilledResource alarm, Bill bill) {
    bill.add(CostKind.MONITORING, "composite alarm", "composite-alarm", BigDecimal.ONE);
  }

  /** Target tracking creates two alarms. */
  static void scalingPolicy(BilledResource policy, Bill bill) {
    if (policy.text("policy_type", "StepScaling").equals("TargetTrackingScaling")) {
      bill.add(
          CostKind.MONITORING, "2 alarms of autoscaling", "alarm-metric", BigDecimal.valueOf(2));
    }
  }

  static void dashboard(BilledResource dashboard, Bill bill) {
    bill.add(CostKind.MONITORING, "dashboard", "dashboard", BigDecimal.ONE);
  }

  static void logs(BilledResource group, Bill bill) {
    BigDecimal share = Bill.share(bill.usage().logsGiB(), bill.whole().count(group.type()));
    bill.add(CostKind.MONITORING, Bill.format(share) + " GB of logs", "logs-ingested", share);
  }

  static void topic(BilledResource topic, Bill bill) {
    BigDecimal share = Bill.share(bill.usage().mailsPerMonth(), bill.whole().count(topic.type()));
    bill.add(CostKind.MAILS, Bill.format(share) + " e-mails", "sns-mail", share);
  }
}

package dev.terrace.docs;

import dev.terrace.config.Names;
import dev.terrace.config.StackId;
import dev.terrace.constructs.data.WorkQueue;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.AlertTopic;
import dev.terrace.layers.LayerStack;
import software.constructs.Construct;

// The README quotes the class from here to the end.
/** A work queue. An order that fails five times raises an alarm. */
final class OrdersStack extends LayerStack {
  OrdersStack(Construct app, StackId id, ShopConfig config) {
    super(app, id, config);
    Names names = new Names("shop-production");

    var orders = new WorkQueue(this, "orders", new WorkQueue.Props("shop-orders", 300, 5));
    var topic = AlertTopic.Props.of("shop-alerts", "ops@example.com", config.accountId());
    var alerts = new AlertTopic(this, "alerts", topic);

    new Alarms(this, "alarms", new Alarms.Props(names, alerts.ref()))
        .messagesAbove("failed-orders", "Orders failed", orders.deadLetters(), 0);
  }
}

package com.example.shop;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.monitoring.WebMonitoring;
import dev.terrace.constructs.service.FargateWeb;
import dev.terrace.layers.StandardStack;

/** Alarms and the dashboard. */
final class ShopObservabilityStack extends StandardStack<ShopConfig, Void> {
  ShopObservabilityStack(
      App app,
      Environment<ShopConfig> environment,
      ShopDataStack.Outputs data,
      FargateWeb.Refs platform) {
    super(app, environment, "observability");
    new WebMonitoring(this, config.monitoringProps(platform, data.data()))
        .database(data.data().database(), config.database().storageGiB())
        .redis(data.redis())
        .deadLetters("orders", data.orders().deadLetters())
        .dashboard();
  }
}

package com.example.shop;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.layers.StandardSystem;

/** Services on Fargate with a database: network → data → platform → observability. */
public final class ShopSystem extends StandardSystem<ShopConfig> {
  public ShopSystem() {
    super("shop", ShopConfig.class, "network", "data", "platform", "observability");
  }

  @Override
  public void define(App app, Environment<ShopConfig> environment) {
    var network = new ShopNetworkStack(app, environment).outputs();
    var data = new ShopDataStack(app, environment, network).outputs();
    var platform = new ShopPlatformStack(app, environment, network, data).outputs();
    new ShopObservabilityStack(app, environment, data, platform);
  }
}

package com.example.shop;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.layers.StandardStack;

/** The VPC, who may reach whom, and the names inside it. */
final class ShopNetworkStack extends StandardStack<ShopConfig, WebNetwork.Refs> {
  ShopNetworkStack(App app, Environment<ShopConfig> environment) {
    super(app, environment, "network");
    publish(
        new WebNetwork(this, config.networkProps())
            .store("database", "PostgreSQL", PostgresDatabase.PORT)
            .store("redis", "Redis", RedisReplicationGroup.PORT)
            .refs());
  }
}

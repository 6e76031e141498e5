package com.example.shop;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.data.AccessLogBucket;
import dev.terrace.constructs.data.PrivateBucket;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.data.StandardData;
import dev.terrace.constructs.data.WorkQueue;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CacheRef;

/** What must outlive everything else: key, secrets, database, Redis, queue, bucket. */
final class ShopDataStack extends StandardStack<ShopConfig, ShopDataStack.Outputs> {
  /**
   * @param accessLogs null: none
   */
  record Outputs(
      StandardData.Refs data,
      CacheRef redis,
      WorkQueue.Refs orders,
      BucketRef uploads,
      BucketRef accessLogs) {}

  ShopDataStack(App app, Environment<ShopConfig> environment, WebNetwork.Refs network) {
    super(app, environment, "data");
    StandardData.Refs data = new StandardData(this, config.dataProps(network)).refs();
    CacheRef redis =
        new RedisReplicationGroup(this, "redis", config.redisProps(network, data)).ref();
    String queue = names.of(Names.Kind.QUEUE, "orders");
    WorkQueue orders = new WorkQueue(this, "orders", new WorkQueue.Props(queue, 300, 5));
    BucketRef accessLogs =
        AccessLogBucket.where(
            this, "access-logs", config.accessLogs(), names.prefix() + "-access-logs");
    PrivateBucket uploads =
        new PrivateBucket(
            this,
            "uploads",
            PrivateBucket.Props.of(names.prefix() + "-uploads", data.key())
                .withVersions()
                .withAccessLogs(accessLogs));
    publish(new Outputs(data, redis, orders.refs(), uploads.ref(), accessLogs));
  }
}

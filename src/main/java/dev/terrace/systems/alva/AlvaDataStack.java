package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.data.AccessLogBucket;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.data.StandardData;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.List;
import java.util.Map;

/**
 * What must outlive everything else: database, Redis, secrets. The same with a domain and without.
 */
final class AlvaDataStack extends StandardStack<AlvaConfig, AlvaDataStack.Outputs> {
  /**
   * @param accessLogs null: none
   * @param secrets by name without the prefix
   */
  record Outputs(
      KeyRef key,
      DatabaseRef database,
      CacheRef redis,
      BucketRef accessLogs,
      Map<String, SecretRef> secrets) {}

  AlvaDataStack(App app, Environment<AlvaConfig> environment, AlvaNetworkStack.Outputs network) {
    super(app, environment, "data");
    List<String> subnetIds = network.network().appSubnetIds();
    StandardData.Refs data =
        new StandardData(
                this,
                new StandardData.Props(
                    names,
                    AlvaSecrets.CATALOG,
                    config.secretVersions(),
                    config.database(),
                    subnetIds,
                    network.rds(),
                    config.logRetentionDays()))
            .refs();
    CacheRef redis =
        new RedisReplicationGroup(
                this,
                "redis",
                new RedisReplicationGroup.Props(
                    names, config.redis(), data.key(), subnetIds, network.redis(), null))
            .ref();
    BucketRef accessLogs =
        AccessLogBucket.where(
            this, "access-logs", config.accessLogs(), names.prefix() + "-access-logs");

    publish(new Outputs(data.key(), data.database(), redis, accessLogs, data.secrets()));
    output("database_address", data.database().address(), "Host name of PostgreSQL");
    output("redis_address", redis.primaryAddress(), "Host name of the primary of Redis");
  }
}

package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.data.AccessLogBucket;
import dev.terrace.constructs.data.DataKey;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.data.SecretSet;
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
    KeyRef key =
        new DataKey(
                this,
                "data-key",
                DataKey.Props.ofData(
                    names, Account.idOf(this), List.of("cloudwatch.amazonaws.com")))
            .ref();
    SecretSet secrets =
        new SecretSet(
            this,
            "secrets",
            new SecretSet.Props(
                AlvaSecrets.CATALOG, config.namePrefix() + "-", key, config.secretVersions()));
    DatabaseRef database =
        new PostgresDatabase(
                this,
                "database",
                new PostgresDatabase.Props(
                    names,
                    names.prefix(),
                    config.database(),
                    key,
                    subnetIds,
                    network.rds(),
                    secrets.get(AlvaSecrets.DATABASE_PASSWORD).read(),
                    secrets.version(AlvaSecrets.DATABASE_PASSWORD),
                    config.logRetentionDays()))
            .ref();
    secrets.connect(
        AlvaSecrets.DATABASE,
        database,
        config.database().masterUser(),
        AlvaSecrets.DATABASE_PASSWORD,
        config.database().databaseName());
    CacheRef redis =
        new RedisReplicationGroup(
                this,
                "redis",
                new RedisReplicationGroup.Props(
                    names, config.redis(), key, subnetIds, network.redis(), null))
            .ref();
    BucketRef accessLogs =
        AccessLogBucket.where(
            this, "access-logs", config.accessLogs(), names.prefix() + "-access-logs");

    publish(new Outputs(key, database, redis, accessLogs, secrets.refs()));
    output("database_address", database.address(), "Host name of PostgreSQL");
    output("redis_address", redis.primaryAddress(), "Host name of the primary of Redis");
  }
}

package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.data.AccessLogBucket;
import dev.terrace.constructs.data.DataKey;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.layers.LayerStack;
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
final class AlvaDataStack extends LayerStack {
  private final Outputs outputs;

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
    super(app, environment.id().stack("data"), environment.config());
    AlvaConfig config = environment.config();
    Names names = config.names();
    List<String> subnetIds = network.network().appSubnetIds();
    KeyRef key =
        new DataKey(
                this,
                "data-key",
                DataKey.Props.of(names, "data", "Data of " + names.prefix())
                    .withServices(Account.idOf(this), List.of("cloudwatch.amazonaws.com")))
            .ref();
    AlvaSecrets secrets = new AlvaSecrets(this, "secrets", config, key);
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
                    config.secretVersion(AlvaSecrets.DATABASE_PASSWORD),
                    config.logRetentionDays()))
            .ref();
    secrets.addConnectionString(database);
    CacheRef redis =
        new RedisReplicationGroup(
                this,
                "redis",
                new RedisReplicationGroup.Props(
                    names, config.redis(), key, subnetIds, network.redis(), null))
            .ref();
    BucketRef accessLogs =
        config.accessLogs() == null
            ? null
            : new AccessLogBucket(
                    this,
                    "access-logs",
                    config.accessLogs().orNamed(names.prefix() + "-access-logs"))
                .ref();

    outputs = new Outputs(key, database, redis, accessLogs, secrets.refs());
    output("database_address", database.address(), "Host name of PostgreSQL");
    output("redis_address", redis.primaryAddress(), "Host name of the primary of Redis");
  }

  Outputs outputs() {
    return outputs;
  }
}

package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.providers.aws.data_aws_secretsmanager_secret_version.DataAwsSecretsmanagerSecretVersion;
import com.hashicorp.cdktf.providers.aws.data_aws_secretsmanager_secret_version.DataAwsSecretsmanagerSecretVersionConfig;
import dev.terrace.config.Environment;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.data.AccessLogBucket;
import dev.terrace.constructs.data.DataKey;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.PrivateBucket;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.data.Secret;
import dev.terrace.constructs.data.SecretSet;
import dev.terrace.constructs.data.SecretValue;
import dev.terrace.constructs.data.SharedFileSystem;
import dev.terrace.constructs.service.ServiceWiring;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecretRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must outlive everything else: database, Redis, file system, buckets, secrets. The bucket and
 * the table of the state backend are not here: a layer never owns the bucket that its own state
 * lies in.
 */
final class CoderDataStack extends StandardStack<CoderConfig, CoderDataStack.Outputs> {
  static final String BACKUPS = "backups";
  static final String ARTIFACTS = "artifacts";
  static final String LANGFUSE_EVENTS = "langfuse-events";
  static final String LANGFUSE_MEDIA = "langfuse-media";
  static final List<String> BUCKETS = List.of(BACKUPS, ARTIFACTS, LANGFUSE_EVENTS, LANGFUSE_MEDIA);

  private static final int NONCURRENT_BACKUP_DAYS = 90;

  /**
   * @param accessPoints by service
   * @param buckets by purpose, such as artifacts
   * @param accessLogs null: none
   * @param secrets by name without the prefix
   */
  record Outputs(
      KeyRef key,
      DatabaseRef database,
      CacheRef redis,
      FileSystemRef fileSystem,
      Map<String, AccessPointRef> accessPoints,
      Map<String, BucketRef> buckets,
      BucketRef accessLogs,
      Map<String, SecretRef> secrets) {

    /** The URL of Redis: plain, or with AUTH from a secret, as it then holds the token. */
    ServiceWiring withRedis(ServiceWiring wiring, String variable) {
      return secrets.containsKey(CoderSecrets.REDIS_URL)
          ? wiring.withSecrets(Map.of(variable, CoderSecrets.REDIS_URL))
          : wiring.withEnvironment(Map.of(variable, redis.url()));
    }
  }

  CoderDataStack(App app, Environment<CoderConfig> environment, CoderNetworkStack.Outputs network) {
    super(app, environment, "data");
    NetworkRef vpc = network.network();
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
                CoderSecrets.CATALOG, config.secretsPrefix() + "/", key, config.secretVersions()));
    if (config.redis().auth()) {
      secrets.add(CoderSecrets.REDIS_AUTH, SecretValue.Generated.ofLength(64));
    }
    PostgresDatabase database =
        new PostgresDatabase(
            this,
            "database",
            new PostgresDatabase.Props(
                names,
                names.prefix(),
                config.database(),
                key,
                vpc.dataSubnetIds(),
                network.rds(),
                secrets.get(CoderSecrets.MASTER_PASSWORD).read(),
                secrets.version(CoderSecrets.MASTER_PASSWORD),
                config.logRetentionDays()));
    for (String name : CoderSecrets.DATABASES) {
      secrets.connect(
          CoderSecrets.connectionOf(name),
          database.ref(),
          name,
          CoderSecrets.passwordOf(name),
          name);
    }
    RedisReplicationGroup redis =
        new RedisReplicationGroup(
            this,
            "redis",
            new RedisReplicationGroup.Props(
                names,
                config.redis(),
                key,
                vpc.dataSubnetIds(),
                network.redis(),
                config.redis().auth() ? authToken(secrets.get(CoderSecrets.REDIS_AUTH)) : null));

    if (config.redis().auth()) {
      secrets.compose(CoderSecrets.REDIS_URL, redis.ref().url(":{0}@"), CoderSecrets.REDIS_AUTH);
    }

    SharedFileSystem fileSystem =
        new SharedFileSystem(
            this,
            "file-system",
            new SharedFileSystem.Props(
                names,
                key,
                config.fileSystem().throughputMode().name(),
                vpc.appSubnetIds(),
                config.zones(),
                network.efs()));
    Map<String, AccessPointRef> accessPoints = new LinkedHashMap<>();
    config
        .services()
        .forEach(
            (name, service) -> {
              if (service.fileSystem() != null) {
                accessPoints.put(name, fileSystem.accessPoint(name, service.fileSystem()));
              }
            });

    BucketRef accessLogs =
        AccessLogBucket.where(
            this, "access-logs", config.accessLogs(), config.bucketName("access-logs"));
    Map<String, BucketRef> buckets = new LinkedHashMap<>();
    for (String purpose : BUCKETS) {
      PrivateBucket.Props props =
          PrivateBucket.Props.of(config.bucketName(purpose), key).withAccessLogs(accessLogs);
      buckets.put(
          purpose,
          new PrivateBucket(
                  this,
                  "bucket-" + purpose,
                  switch (purpose) {
                    case BACKUPS -> props.withNoncurrentDays(NONCURRENT_BACKUP_DAYS);
                    case ARTIFACTS -> props.withVersions();
                    default -> props;
                  })
              .ref());
    }

    publish(
        new Outputs(
            key,
            database.ref(),
            redis.ref(),
            fileSystem.ref(),
            accessPoints,
            buckets,
            accessLogs,
            secrets.refs()));
    output("database_address", database.ref().address(), "Host name of PostgreSQL");
    output("redis_address", redis.ref().primaryAddress(), "Host name of the primary of Redis");
    output("file_system_id", fileSystem.ref().id(), "Shared file system");
  }

  /**
   * In the state, as the provider has no write-only attribute for it: one of the exceptions in
   * docs/secrets.md.
   */
  private String authToken(Secret secret) {
    return new DataAwsSecretsmanagerSecretVersion(
            this,
            "redis-auth-token",
            DataAwsSecretsmanagerSecretVersionConfig.builder()
                .secretId(secret.ref().arn())
                .dependsOn(List.of(secret.dependable()))
                .build())
        .getSecretString();
  }
}

package dev.terrace.systems.orcha;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.StringParameter;
import dev.terrace.constructs.data.AccessLogBucket;
import dev.terrace.constructs.data.DataKey;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.data.PrivateBucket;
import dev.terrace.constructs.data.Secret;
import dev.terrace.constructs.data.SecretValue;
import dev.terrace.constructs.data.WorkQueue;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.spec.DatabaseSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must outlive everything else: database, secrets, buckets, queues; and the parameters that
 * the containers read where these are from.
 */
final class OrchaDataStack extends StandardStack<OrchaConfig, OrchaDataStack.Outputs> {
  private static final int NONCURRENT_DAYS = 90;

  /**
   * @param credentials of the database
   * @param accessLogs null: none
   * @param queues by purpose: ingest, email-acquire, and {@code <tenant>-ingest}
   */
  record Outputs(
      KeyRef key,
      DatabaseRef database,
      SecretRef credentials,
      BucketRef storage,
      BucketRef artifacts,
      BucketRef accessLogs,
      Map<String, WorkQueue.Refs> queues) {

    List<QueueRef> allQueues() {
      List<QueueRef> all = new ArrayList<>();
      queues
          .values()
          .forEach(
              each -> {
                all.add(each.queue());
                all.add(each.deadLetters());
              });
      return all;
    }
  }

  OrchaDataStack(App app, Environment<OrchaConfig> environment, OrchaNetworkStack.Outputs network) {
    super(app, environment, "data");
    KeyRef key =
        new DataKey(
                this,
                "data-key",
                DataKey.Props.ofData(
                        names, Account.idOf(this), OrchaObservabilityStack.publishers(config))
                    .withLogGroups(config.region(), List.of(config.path("ssm-sessions"))))
            .ref();

    String identifier = names.of(Names.Kind.DATABASE, "db");
    Secret credentials = credentials(key, identifier);
    Secret applicationSecrets =
        new Secret(
            this,
            "application-secrets",
            new Secret.Props(
                config.path("application-secrets"),
                "What the application needs from people, as JSON; fill with update-secrets.sh",
                key,
                new SecretValue.Placeholder(List.of()),
                1));
    PostgresDatabase database =
        new PostgresDatabase(
            this,
            "database",
            new PostgresDatabase.Props(
                names,
                identifier,
                config.database(),
                key,
                network.network().appSubnetIds(),
                network.rds(),
                credentials.read("password"),
                config.credentialsVersion(),
                config.logRetentionDays()));

    BucketRef accessLogs =
        AccessLogBucket.where(
            this, "access-logs", config.accessLogs(), config.bucketName("access-logs"));
    BucketRef storage = bucket("storage", config.bucketName("global-storage"), key, accessLogs);
    BucketRef artifacts =
        bucket("artifacts", config.bucketName("pipeline-artifacts"), key, accessLogs);

    Map<String, WorkQueue.Refs> queues = new LinkedHashMap<>();
    queues.put("ingest", queue("ingest", "global", config.queues().ingestVisibilitySeconds()));
    queues.put(
        "email-acquire",
        queue("email-acquire", "global", config.queues().emailAcquireVisibilitySeconds()));
    runtime("AWS_REGION", "Region", config.region());
    runtime("DATABASE_HOST", "Host name of PostgreSQL", database.ref().address());
    runtime("DATABASE_PORT", "Port of PostgreSQL", String.valueOf(database.ref().port()));
    runtime("DATABASE_NAME", "Database", databaseName(config.database()));
    runtime("DATABASE_SECRET", "Secret with its user and password", credentialsName());
    runtime("APPLICATION_SECRETS", "Secret that people fill", config.path("application-secrets"));
    runtime("STORAGE_BUCKET", "Bucket of the documents", storage.name());
    runtime("INGEST_QUEUE_URL", "Documents to process", queues.get("ingest").queue().url());
    runtime(
        "EMAIL_ACQUIRE_QUEUE_URL", "E-mails to fetch", queues.get("email-acquire").queue().url());
    config
        .options()
        .tenants()
        .forEach((tenant, spec) -> queues.put(tenant + "-ingest", tenant(tenant, spec)));

    publish(
        new Outputs(
            key, database.ref(), credentials.ref(), storage, artifacts, accessLogs, queues));
    output("database_address", database.ref().address(), "Host name of PostgreSQL");
    output("database_secret", credentialsName(), "Secret with its user and password");
    output("application_secrets", applicationSecrets.ref().arn(), "Secret that people fill");
    output("storage_bucket", storage.name(), "Documents");
    queues.forEach(
        (name, queue) ->
            output(
                name.replace('-', '_') + "_queue_url",
                queue.queue().url(),
                "Queue " + queue.queue().name()));
  }

  private String credentialsName() {
    return config.path("db-credentials");
  }

  private static String databaseName(DatabaseSpec spec) {
    return spec.databaseName() == null ? "postgres" : spec.databaseName();
  }

  private Secret credentials(KeyRef key, String identifier) {
    return new Secret(
        this,
        "db-credentials",
        new Secret.Props(
            credentialsName(),
            "User and password of the database",
            key,
            // From the first day: a stage cannot be added to a version that is ignored later.
            SecretValue.Rotated.ofDatabase(
                "postgres",
                identifier,
                config.database().masterUser(),
                PostgresDatabase.PORT,
                databaseName(config.database())),
            config.credentialsVersion()));
  }

  private BucketRef bucket(String id, String name, KeyRef key, BucketRef accessLogs) {
    return new PrivateBucket(
            this,
            "bucket-" + id,
            PrivateBucket.Props.of(name, key)
                .withNoncurrentDays(NONCURRENT_DAYS)
                .withAccessLogs(accessLogs))
        .ref();
  }

  private WorkQueue.Refs queue(String purpose, String owner, int visibilitySeconds) {
    return new WorkQueue(
            this,
            (owner.equals("global") ? "" : "tenant-" + owner + "-") + purpose,
            new WorkQueue.Props(
                config.names().of(Names.Kind.QUEUE, owner + "-" + purpose),
                visibilitySeconds,
                config.queues().maxReceiveCount()))
        .refs();
  }

  /** A tenant's queue, and what its workers are started with on the instances. */
  private WorkQueue.Refs tenant(String tenant, OrchaOptions.Tenant spec) {
    WorkQueue.Refs queue =
        queue(
            "ingest",
            tenant,
            spec.visibilitySeconds() == null
                ? config.queues().ingestVisibilitySeconds()
                : spec.visibilitySeconds());
    Map<String, Object> worker = new LinkedHashMap<>();
    worker.put("INGEST_QUEUE_URL", queue.queue().url());
    worker.put("WORKERS", spec.workers());
    new StringParameter(
        this,
        "tenant-" + tenant + "-worker",
        new StringParameter.Props(
            config.path("tenants/" + tenant),
            "Workers of the tenant " + tenant,
            new ObjectMapper().valueToTree(worker).toString(),
            false));
    return queue;
  }

  /** Becomes a variable of the containers' environment. */
  private void runtime(String variable, String description, String value) {
    new StringParameter(
        this,
        "runtime-" + variable,
        new StringParameter.Props(config.path("runtime/" + variable), description, value, false));
  }
}

package dev.terrace.state;

import dev.terrace.aws.AwsApi;
import dev.terrace.aws.Bucket;
import dev.terrace.aws.Table;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A state bucket and its lock tables, through AWS's API where Terraform has no command. */
public final class StateBucket implements AutoCloseable {
  private static final String SUFFIX = ".tfstate";

  private final Backend.S3 backend;
  private final Bucket bucket;
  private final BackendRecord record;
  private final List<Table> tables = new ArrayList<>();

  private StateBucket(Backend.S3 backend, Bucket bucket, AwsApi api) {
    this.backend = backend;
    this.bucket = bucket;
    this.record =
        bucket
            .read(StateBackend.OWN_KEY)
            .map(bytes -> BackendRecord.of(Json.parse(new String(bytes, StandardCharsets.UTF_8))))
            .orElse(BackendRecord.EXTERNAL);
    Set<String> names = new LinkedHashSet<>();
    record.table().ifPresent(names::add);
    if (backend.usesTable()) {
      names.add(backend.dynamodbTable());
    }
    for (String name : names) {
      Table table = api.table(name, StateObject.HASH_KEY, backend.region());
      if (table.exists()) {
        tables.add(table);
      } else {
        table.close();
      }
    }
  }

  /** Empty if the bucket does not exist. */
  public static Optional<StateBucket> open(Backend.S3 backend, AwsApi api) {
    Bucket bucket = api.bucket(backend.bucket(), backend.region());
    return bucket.exists() ? Optional.of(new StateBucket(backend, bucket, api)) : Optional.empty();
  }

  /** What the bucket's own state records. */
  public BackendRecord record() {
    return record;
  }

  /** A stack's state, which need not exist. */
  public StateObject object(StackId stack) {
    return new StateObject(stack, bucket, backend.key(stack), tables);
  }

  /**
   * What is stored under the names of states, by key, without the backend's own and what holds
   * nothing; a value is empty if it cannot be read.
   */
  public Map<String, Optional<StoredState>> states() {
    Map<String, Optional<StoredState>> states = new TreeMap<>();
    for (String key : bucket.keys()) {
      if (key.endsWith(SUFFIX) && !key.equals(StateBackend.OWN_KEY)) {
        String text =
            bucket.read(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        Optional<StoredState> state = StoredState.parse(text);
        if (StoredState.isDamaged(text) || state.filter(each -> !each.isEmpty()).isPresent()) {
          states.put(key, state);
        }
      }
    }
    return states;
  }

  /** Existing lock tables: the configured one, and a former one that was kept. */
  List<Table> tables() {
    return tables;
  }

  /**
   * Items of a table that belong to other buckets: locks and digests of their states.
   *
   * @return their ids, sorted
   */
  public List<String> itemsOfOthers(String tableName) {
    return tables.stream()
        .filter(table -> table.name().equals(tableName))
        .flatMap(table -> table.keys().stream())
        .filter(id -> !id.startsWith(bucket.name() + "/"))
        .toList();
  }

  @Override
  public void close() {
    tables.forEach(Table::close);
    bucket.close();
  }
}

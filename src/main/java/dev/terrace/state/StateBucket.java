package dev.terrace.state;

import dev.terrace.aws.AwsApi;
import dev.terrace.aws.Bucket;
import dev.terrace.aws.Table;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.state.StateBackend.Made;
import dev.terrace.terraform.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A state bucket and its lock tables through AWS's own API, where Terraform has no command. */
public final class StateBucket implements AutoCloseable {
  private final Backend.S3 backend;
  private final Bucket bucket;
  private final Made made;
  private final List<Table> tables = new ArrayList<>();

  private StateBucket(Backend.S3 backend, Bucket bucket, AwsApi api) {
    this.backend = backend;
    this.bucket = bucket;
    this.made =
        bucket
            .read(StateBackend.OWN_KEY)
            .map(bytes -> Made.of(Json.parse(new String(bytes, StandardCharsets.UTF_8))))
            .orElse(Made.BY_SOMEBODY_ELSE);
    Set<String> names = new LinkedHashSet<>();
    made.table().ifPresent(names::add);
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

  /** Empty where the bucket does not exist. */
  public static Optional<StateBucket> open(Backend.S3 backend, AwsApi api) {
    Bucket bucket = api.bucket(backend.bucket(), backend.region());
    return bucket.exists() ? Optional.of(new StateBucket(backend, bucket, api)) : Optional.empty();
  }

  /** What the bucket's own state says. */
  public Made made() {
    return made;
  }

  /** The state of a stack, whether or not there is one. */
  public StateObject object(StackId stack) {
    return new StateObject(stack, bucket, backend.key(stack), tables);
  }

  /** Lock tables that exist: the one that is configured, and one that is kept from before. */
  List<Table> tables() {
    return tables;
  }

  /**
   * Items of a table that are not of this bucket: locks and digests of other people's states.
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

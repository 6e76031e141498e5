package dev.terrace.state;

import dev.terrace.aws.Table;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Terraform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Migrates a bucket from one kind of lock to another. The states themselves do not move. Meanwhile,
 * every state is locked in both ways.
 */
public final class LockMigration {
  private final Backend.S3 wanted;
  private final StateBackend backend;
  private final Function<StackId, Terraform> opener;
  private final List<StateObject> states;
  private final Optional<Backend.Lock> former;

  /**
   * @param bucket and {@code backend}: the same bucket
   * @param stacks every stack with its state in the bucket, deployed or not
   * @param opener gives Terraform connected to a stack's state, with the wanted lock
   * @throws RefusedException when the wanted table cannot be used
   */
  public LockMigration(
      Backend.S3 wanted,
      StateBackend backend,
      StateBucket bucket,
      List<StackId> stacks,
      Function<StackId, Terraform> opener) {
    this.wanted = wanted;
    this.backend = backend;
    this.opener = opener;
    this.former = bucket.record().lock();
    this.states =
        stacks.stream().map(bucket::object).filter(state -> state.read().isPresent()).toList();
    if (wanted.usesTable()) {
      requireTable(bucket);
    }
  }

  private void requireTable(StateBucket bucket) {
    Optional<String> owned = bucket.record().table();
    if (owned.isPresent() && !owned.get().equals(wanted.dynamodbTable())) {
      throw new RefusedException(
          "the lock table of s3://"
              + wanted.bucket()
              + " is "
              + owned.get()
              + ", but the configuration names "
              + wanted.dynamodbTable()
              + ": name the former; or migrate to lock 's3', drop the table, and migrate back");
    }
    if (bucket.record().isExternal() && bucket.tables().isEmpty()) {
      throw new RefusedException(
          "s3://"
              + wanted.bucket()
              + " is managed elsewhere, and its lock table "
              + wanted.dynamodbTable()
              + " does not exist: create it there");
    }
  }

  /** How states have been locked so far; empty where it is not recorded. */
  public Optional<Backend.Lock> former() {
    return former;
  }

  /** Stacks whose state is in the bucket. */
  public List<StackId> stacks() {
    return states.stream().map(StateObject::stack).toList();
  }

  /**
   * Whether there is nothing to do.
   *
   * @throws LockedException when one of the states is locked
   */
  public boolean isDone() {
    for (StateObject state : states) {
      Optional<LockInfo> holder = state.holder();
      if (holder.isPresent()) {
        throw new LockedException(state.stack(), holder.get());
      }
    }
    boolean digestsAreRight = states.stream().allMatch(state -> wrongDigests(state).isEmpty());
    return digestsAreRight && (former.isEmpty() || former.get() == wanted.lock());
  }

  /**
   * Migrates. An interrupted migration can be repeated.
   *
   * @return how many leftover digests were corrected
   * @throws RefusedException when a state is locked, or differs from what was last written
   */
  public int migrate() {
    List<StateObject.Held> held = new ArrayList<>();
    try {
      for (StateObject state : states) {
        held.add(state.lock("backend migrate"));
      }
      states.forEach(this::refuseIfWrittenByOthers);
      int digests = states.stream().mapToInt(this::correctDigests).sum();
      backend.relock();
      states.forEach(this::requireReadable);
      return digests;
    } finally {
      held.forEach(StateObject.Held::close);
    }
  }

  /** If the table was in use, a different digest is not a leftover but a sign of an error. */
  private void refuseIfWrittenByOthers(StateObject state) {
    boolean inUse = former.isPresent() && former.get() != Backend.Lock.s3;
    if (inUse && !state.tablesWithAnotherDigest().isEmpty()) {
      throw new RefusedException(
          state.stack()
              + ": the state in the bucket is not the one that the lock table records as last"
              + " written. List its versions: ./terrace backend restore "
              + state.stack());
    }
  }

  /** A digest that is no longer updated would prevent a return to the table. */
  private List<Table> wrongDigests(StateObject state) {
    return wanted.usesTable() ? state.tablesWithAnotherDigest() : state.tablesWithDigest();
  }

  private int correctDigests(StateObject state) {
    List<Table> found = wrongDigests(state);
    for (Table table : found) {
      if (wanted.usesTable()) {
        state.correctDigest(table);
      } else {
        state.deleteDigest(table);
      }
    }
    return found.size();
  }

  private void requireReadable(StateObject state) {
    Optional<StoredState> stored = state.read().flatMap(StoredState::parse);
    Optional<StoredState> read = StoredState.parse(opener.apply(state.stack()).pull());
    if (stored.isEmpty() || read.isEmpty() || !read.get().sameAs(stored.get())) {
      throw new IllegalStateException(
          state.stack() + ": Terraform does not read the state that is in the bucket");
    }
  }
}

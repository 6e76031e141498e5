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
 * Takes the states of a bucket from one kind of lock to another. The states themselves stay where
 * they are. While it is at work it holds the lock of each of them, in the former place and in the
 * new one.
 */
public final class LockMigration {
  private final Backend.S3 wanted;
  private final StateBackend backend;
  private final Function<StackId, Terraform> opener;
  private final List<StateObject> states;
  private final Optional<Backend.Lock> former;

  /**
   * @param bucket and {@code backend}: the same bucket
   * @param stacks all that keep their state in the bucket, deployed or not
   * @param opener Terraform that knows a stack's state, through the wanted lock
   * @throws RefusedException when the wanted table cannot be had
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
    this.former = bucket.made().lock();
    this.states =
        stacks.stream().map(bucket::object).filter(state -> state.read().isPresent()).toList();
    if (wanted.usesTable()) {
      requireTable(bucket);
    }
  }

  private void requireTable(StateBucket bucket) {
    Optional<String> owned = bucket.made().table();
    if (owned.isPresent() && !owned.get().equals(wanted.dynamodbTable())) {
      throw new RefusedException(
          "the lock table of s3://"
              + wanted.bucket()
              + " is "
              + owned.get()
              + ", and the configuration names "
              + wanted.dynamodbTable()
              + ": name the former; or go to the lock 's3', drop the table, and come back");
    }
    if (bucket.made().isForeign() && bucket.tables().isEmpty()) {
      throw new RefusedException(
          "s3://"
              + wanted.bucket()
              + " was made by somebody else, so its lock table "
              + wanted.dynamodbTable()
              + " is theirs to make: there is none");
    }
  }

  /** How states were locked until now; empty where that is not on record. */
  public Optional<Backend.Lock> former() {
    return former;
  }

  /** Stacks whose state lies in the bucket. */
  public List<StackId> stacks() {
    return states.stream().map(StateObject::stack).toList();
  }

  /**
   * Whether there is nothing to do.
   *
   * @throws LockedException when somebody is at work on one of the states
   */
  public boolean isDone() {
    for (StateObject state : states) {
      Optional<LockInfo> holder = state.holder();
      if (holder.isPresent()) {
        throw new LockedException(state.stack(), holder.get());
      }
    }
    boolean inOrder = states.stream().allMatch(state -> digestsOutOfOrder(state).isEmpty());
    return inOrder && (former.isEmpty() || former.get() == wanted.lock());
  }

  /**
   * Does it. When it is stopped half way, it can be done again.
   *
   * @return how many leftover digests were put in order
   * @throws RefusedException when a state is locked, or is not what was written last
   */
  public int migrate() {
    List<StateObject.Held> held = new ArrayList<>();
    try {
      for (StateObject state : states) {
        held.add(state.lock("backend migrate"));
      }
      states.forEach(this::refuseIfWrittenByOthers);
      int digests = states.stream().mapToInt(this::putDigestsInOrder).sum();
      backend.relock();
      states.forEach(this::requireReadable);
      return digests;
    } finally {
      held.forEach(StateObject.Held::close);
    }
  }

  /** Where the table was in use, another digest is no leftover: it says that something is wrong. */
  private void refuseIfWrittenByOthers(StateObject state) {
    boolean inUse = former.isPresent() && former.get() != Backend.Lock.s3;
    if (inUse && !state.tablesWithAnotherDigest().isEmpty()) {
      throw new RefusedException(
          state.stack()
              + ": what lies in the bucket is not what the lock table says was written last."
              + " Look at its versions: ./terrace backend restore "
              + state.stack());
    }
  }

  /** A digest that nobody keeps up to date would bar the way back to the table. */
  private List<Table> digestsOutOfOrder(StateObject state) {
    return wanted.usesTable() ? state.tablesWithAnotherDigest() : state.tablesWithDigest();
  }

  private int putDigestsInOrder(StateObject state) {
    List<Table> found = digestsOutOfOrder(state);
    for (Table table : found) {
      if (wanted.usesTable()) {
        state.putDigestRight(table);
      } else {
        state.forgetDigest(table);
      }
    }
    return found.size();
  }

  private void requireReadable(StateObject state) {
    Optional<StoredState> stored = state.read().flatMap(StoredState::parse);
    Optional<StoredState> read = StoredState.parse(opener.apply(state.stack()).pull());
    if (stored.isEmpty() || read.isEmpty() || !read.get().sameAs(stored.get())) {
      throw new IllegalStateException(
          state.stack() + ": Terraform does not read the state that lies in the bucket");
    }
  }
}

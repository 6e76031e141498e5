package dev.terrace.state;

import dev.terrace.terraform.Terraform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The versions of one stack's state, in a bucket or in files; restores one of them. */
public interface StateVersions {
  /**
   * One version.
   *
   * @param id the bucket's version id, or the name of a backup
   * @param written time of the write
   * @param bytes its size; 0 for a deletion
   * @param current whether Terraform reads this version now
   * @param deletion whether the state was deleted at this point
   * @param state empty for a deletion and for an incomplete state
   */
  record Entry(
      String id,
      Instant written,
      long bytes,
      boolean current,
      boolean deletion,
      Optional<StoredState> state) {}

  /** The newest first. */
  List<Entry> entries();

  /** The number of all versions. */
  int total();

  /** Finds older versions, too. */
  Optional<Entry> named(String id);

  /** Whether Terraform reads what is stored now: it refuses what does not match its digest. */
  boolean isIntact();

  /**
   * Writes an earlier version as a new one, with the next serial; the current one becomes an
   * earlier version. Holds the state's lock meanwhile.
   *
   * @param opener gives Terraform connected to the stack's state; called once the current state is
   *     readable, since {@code init} reads it
   * @return the new state's serial
   * @throws LockedException when the state is locked
   * @throws RefusedException when it was written since the versions were read
   * @throws IllegalArgumentException when the entry holds no complete state
   */
  long restore(Entry chosen, Supplier<Terraform> opener);

  /** What Terraform reads, or fails to read, now; empty if there never was a state. */
  default Optional<Entry> current() {
    return entries().stream().findFirst();
  }

  /** The current state, or the last one that was readable. */
  default Optional<StoredState> lastReadable() {
    return entries().stream().flatMap(entry -> entry.state().stream()).findFirst();
  }

  /** The highest serial of all versions and of another state. */
  default long lastSerial(StoredState earlier) {
    return entries().stream()
        .flatMap(entry -> entry.state().stream())
        .mapToLong(StoredState::serial)
        .reduce(earlier.serial(), Math::max);
  }
}
